import { createHash } from "node:crypto";
import { Transform, type TransformCallback } from "node:stream";

/** Passes on what it is given, and knows its SHA-256 in the end. Fails as soon as it is more than `maxBytes`. */
export class Measure extends Transform {
  private readonly digest = createHash("sha256");
  private size = 0;

  constructor(
    private readonly maxBytes: number,
    private readonly tooLarge: () => Error,
  ) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.size += chunk.length;
    if (this.size > this.maxBytes) return done(this.tooLarge());
    this.digest.update(chunk);
    done(null, chunk);
  }

  /** Hex; once all has gone through. */
  sha256(): string {
    return this.digest.digest("hex");
  }
}

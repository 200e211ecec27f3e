import { EventEmitter } from "node:events";
import { appendFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

interface Open {
  text: string;
  readonly events: EventEmitter;
}

/** The output of builds and release phases: read while it is written, kept afterwards. */
export class Streams {
  private readonly open = new Map<string, Open>();

  constructor(private readonly folder: string) {}

  /** Begins a stream; its id is also what lets a reader in: it cannot be guessed. */
  begin(id: string): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    appendFileSync(this.file(id), "", { mode: 0o600 });
    this.open.set(id, { text: "", events: new EventEmitter().setMaxListeners(0) });
  }

  /** Writes lines to a stream that is open. */
  writer(id: string): (line: string) => void {
    return (line) => {
      const stream = this.open.get(id);
      if (!stream) return;
      stream.text += `${line}\n`;
      appendFileSync(this.file(id), `${line}\n`, { mode: 0o600 });
      stream.events.emit("text", `${line}\n`);
    };
  }

  end(id: string): void {
    this.open.get(id)?.events.emit("end");
    this.open.delete(id);
  }

  /** All text so far; undefined when there is no such stream. */
  read(id: string): string | undefined {
    const open = this.open.get(id);
    if (open) return open.text;
    try {
      return readFileSync(this.file(id), "utf8");
    } catch {
      return undefined;
    }
  }

  /** Calls back with text that comes, until the stream ends or the returned function is called. */
  follow(id: string, onText: (text: string) => void, onEnd: () => void): () => void {
    const open = this.open.get(id);
    if (!open) {
      onEnd();
      return () => undefined;
    }
    open.events.on("text", onText).once("end", onEnd);
    return () => void open.events.off("text", onText).off("end", onEnd);
  }

  remove(id: string): void {
    this.end(id);
    rmSync(this.file(id), { force: true });
  }

  endAll(): void {
    for (const id of [...this.open.keys()]) this.end(id);
  }

  private file(id: string): string {
    return join(this.folder, `${id}.log`);
  }
}

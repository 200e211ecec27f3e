import { once } from "node:events";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { newSecret } from "../naming";

/** A client that will come. */
export interface Expected {
  /** What it says first. */
  readonly secret: string;
  /** Its stream, ready to talk; rejects when nobody came in time, or the dyno was stopped. */
  readonly arrived: Promise<Duplex>;
  cancel(): void;
}

const longestGreeting = 500;
/** The heroku CLI drops the first chunk that it gets whole: the greeting must come alone. */
const pauseAfterGreetingMs = 20;

/**
 * Where clients meet the dynos that they ordered: a client says the dyno's secret and CR LF, is answered `rendezvous` and CR LF,
 * and from then on talks with the process.
 */
export class Rendezvous {
  private readonly expected = new Map<string, (stream: Duplex) => void>();

  /** @param waitMs how long a dyno waits for its client, by the machine's clock */
  expect(waitMs = 60_000): Expected {
    const secret = newSecret();
    let cancel = (_reason = "The dyno was stopped before its client came"): void => undefined;
    const arrived = new Promise<Duplex>((done, fail) => {
      const timer = setTimeout(() => cancel(`No client came within ${waitMs / 1000} seconds`), waitMs).unref();
      cancel = (reason = "The dyno was stopped before its client came") => {
        clearTimeout(timer);
        if (this.expected.delete(secret)) fail(new Error(reason));
      };
      this.expected.set(secret, (stream) => {
        clearTimeout(timer);
        this.expected.delete(secret);
        done(stream);
      });
    });
    return { secret, arrived, cancel: () => cancel() };
  }

  /** Takes a connection; one that nobody expects is ended. */
  async meet(stream: Duplex): Promise<void> {
    stream.on("error", () => stream.destroy());
    const secret = await firstLine(stream);
    const begin = secret === undefined ? undefined : this.expected.get(secret);
    if (!begin) return void stream.destroy();
    stream.write("rendezvous\r\n");
    await sleep(pauseAfterGreetingMs);
    if (!stream.destroyed) begin(stream);
  }
}

/** Reads up to CR LF and leaves the rest in the stream, paused: input that comes early waits for the process. */
async function firstLine(stream: Duplex): Promise<string | undefined> {
  let head = Buffer.alloc(0);
  while (!head.includes("\n") && head.length < longestGreeting && !stream.readableEnded && !stream.destroyed) {
    const part = stream.read() as Buffer | null;
    if (part === null)
      await Promise.race([once(stream, "readable"), once(stream, "end"), once(stream, "close")]).catch(() => undefined);
    else head = Buffer.concat([head, part]);
  }
  const end = head.indexOf("\n");
  if (end < 0) return undefined;
  stream.pause();
  if (end + 1 < head.length) stream.unshift(head.subarray(end + 1));
  return head.toString("latin1", 0, end).trim();
}

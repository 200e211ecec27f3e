import { z } from "zod";

/** Who holds the lock, and why. */
export interface LockRecord {
  /** The run that holds it; the same run may come back to it. */
  readonly operation: string;
  readonly owner: string;
  readonly app: string;
  readonly reason: string;
  /** ISO 8601. */
  readonly since: string;
}

const shape = z.object({
  operation: z.string(),
  owner: z.string(),
  app: z.string(),
  reason: z.string(),
  since: z.iso.datetime(),
});

/** A commit message: a sentence for people, then JSON for programs. */
export function writeRecord(record: LockRecord): string {
  return `Lock: ${record.reason}, by ${record.owner}\n\n${JSON.stringify(record)}\n`;
}

/** What a lock of somebody else's making says is kept, so that it is honoured all the same. */
export function readRecord(message: string, date: string): LockRecord {
  const json = message.slice(message.indexOf("\n\n") + 2);
  try {
    return shape.parse(JSON.parse(json));
  } catch {
    const since = new Date(date).toISOString();
    return { operation: "", owner: "somebody", app: "", reason: message.split("\n")[0] ?? "", since };
  }
}

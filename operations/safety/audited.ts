import { randomUUID } from "node:crypto";
import { type Context } from "../context";
import { entryOf } from "./actor";
import { type AuditEntry, AuditLog } from "./audit";

/** Tells the audit log what a command does; where that fails it is said, and the work goes on. */
export async function audited<T>(context: Context, what: string, work: () => Promise<T>): Promise<T> {
  const operation = randomUUID();
  const tell = (result: AuditEntry["result"], detail?: string) =>
    tryToTell(context, { what, operation, result, detail });
  try {
    const done = await work();
    await tell("succeeded");
    return done;
  } catch (error) {
    await tell(context.signal.aborted ? "interrupted" : "failed", (error as Error).message.slice(0, 500));
    throw error;
  }
}

async function tryToTell(context: Context, entry: Omit<AuditEntry, "at" | "operator" | "app">): Promise<void> {
  if (!context.github) return;
  try {
    await new AuditLog(context.github).append(entryOf(context, entry));
  } catch (error) {
    context.output.remark(`The audit log could not be written: ${(error as Error).message}`);
  }
}

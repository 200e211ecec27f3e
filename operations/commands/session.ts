import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { openContext, type Context } from "../context";
import { exitCodes } from "../errors";
import { Output, type Streams } from "../output";
import { type AuditEntry, AuditLog } from "../safety/audit";

export const project = join(__dirname, "../..");

/** The options that every command has. */
export interface CommonOptions {
  readonly app?: string;
  readonly json?: boolean;
}

/** What `main` gives to every command. */
export interface Invocation {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly streams: Streams;
  /** Takes the exit code. */
  ended(code: number): void;
}

/** Opens what the command works with, and closes it whatever happens. The exit code is what `work` returns, else 0. */
export async function withSession(
  { env, signal, streams, ended }: Invocation,
  { app, json }: CommonOptions,
  work: (context: Context) => Promise<number | void>,
): Promise<void> {
  const output = new Output(Boolean(json), streams);
  const context = await openContext({ app, env, signal, output, folder: project });
  try {
    ended((await work(context)) ?? exitCodes.done);
  } finally {
    await context.close();
  }
}

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

/** Who does this, where: what lock and audit log need of a context. */
export type Actor = Pick<Context, "github" | "operator" | "output" | "now" | "signal"> & {
  readonly app: { readonly name: string };
};

export function entryOf(context: Actor, entry: Omit<AuditEntry, "at" | "operator" | "app">): AuditEntry {
  return { at: context.now().toISOString(), operator: context.operator, app: context.app.name, ...entry };
}

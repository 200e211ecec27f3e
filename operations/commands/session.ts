import { join } from "node:path";
import { openContext, type Context } from "../context";
import { exitCodes } from "../errors";
import { Output, type Streams } from "../output";

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

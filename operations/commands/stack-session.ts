import { exitCodes } from "../errors";
import { openStackContext, type StackContext } from "../infrastructure/context";
import { Output } from "../output";
import { type Invocation, project } from "./session";

/** Opens what a command on a stack works with, and closes it whatever happens. The exit code is what `work` returns, else 0. */
export async function withStack(
  { env, signal, streams, ended }: Invocation,
  { stack, json }: { readonly stack: string; readonly json?: boolean },
  work: (context: StackContext) => Promise<number | void>,
): Promise<void> {
  const output = new Output(Boolean(json), streams);
  const context = await openStackContext({ stack, env, folder: project, output, signal });
  try {
    ended((await work(context)) ?? exitCodes.done);
  } finally {
    await context.close();
  }
}

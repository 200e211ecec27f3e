import { CommanderError } from "commander";
import { BadEndpoint, Cancelled, ClientError } from "../clients/transport";
import { EngineError } from "../engine/errors";
import { type Invocation } from "./commands/session";
import { exitCodes, OperationError } from "./errors";
import { makeProgram } from "./program";

/** Runs `bin/penny` with these arguments and sets the exit code. The first Ctrl-C asks to stop at a safe place, the second ends at once. */
export async function main(args: readonly string[]): Promise<void> {
  const stop = new AbortController();
  const interrupt = () => {
    if (stop.signal.aborted) process.exit(exitCodes.interrupted);
    process.stderr.write("\nStopping at the next safe place; once more ends at once.\n");
    stop.abort();
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  try {
    process.exitCode = await run(args, { env: process.env, signal: stop.signal, streams: process });
  } finally {
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
  }
}

/** Runs a command; what fails is told on stderr. @returns the exit code */
export async function run(args: readonly string[], invocation: Omit<Invocation, "ended">): Promise<number> {
  let code: number = exitCodes.done;
  const ended = (ends: number) => void (code = ends);
  try {
    await makeProgram({ ...invocation, ended }).parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    return report(error, invocation, args.includes("--json"));
  }
}

function report(error: unknown, { signal: { aborted }, streams }: Omit<Invocation, "ended">, json: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  const known = [OperationError, ClientError, BadEndpoint, EngineError].some((kind) => error instanceof kind);
  const { stack, message } = error as Error;
  const told = error instanceof EngineError && error.remedy ? `${message}\n${error.remedy}` : message;
  streams.stderr.write(`${known || aborted ? told : (stack ?? told)}\n`);
  const id = known ? (error as { readonly id: string }).id : "defect";
  if (json) streams.stdout.write(`${JSON.stringify({ error: { id, message: told } })}\n`);
  if (aborted || error instanceof Cancelled) return exitCodes.interrupted;
  return error instanceof OperationError ? error.exitCode : exitCodes.failed;
}

import { CommanderError } from "commander";
import { BadEndpoint, Cancelled, ClientError } from "../clients/transport";
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
    await makeProgram({ env: process.env, signal: stop.signal }).parseAsync([...args], { from: "user" });
  } catch (error) {
    process.exitCode = report(error, stop.signal.aborted, args.includes("--json"));
  } finally {
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
  }
}

function report(error: unknown, aborted: boolean, json: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  const known = error instanceof OperationError || error instanceof ClientError || error instanceof BadEndpoint;
  const { message, stack } = error as Error;
  process.stderr.write(`${known || aborted ? message : (stack ?? message)}\n`);
  if (json) process.stdout.write(`${JSON.stringify({ error: { id: known ? error.id : "defect", message } })}\n`);
  if (aborted || error instanceof Cancelled) return exitCodes.interrupted;
  return error instanceof OperationError ? error.exitCode : exitCodes.failed;
}

import { CommanderError } from "commander";
import { Failure } from "../runtime/machine/failure";
import { contextOf } from "./context";
import { ConnectionLost, WrongArgument } from "./errors";
import { makeProgram } from "./program";

/** Runs `bin/sandbox` with these arguments; the exit code: 0 done, 1 failed or not running, 2 wrong usage. */
export async function main(args: readonly string[]): Promise<void> {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  const program = makeProgram(contextOf(process.env));
  try {
    await program.parseAsync([...args], { from: "user" });
  } catch (error) {
    process.exitCode = report(error);
  }
}

/** undici's errors have a code of their own; its classes are not loaded for commands that need no request. */
function isOfTheConnection(error: unknown): error is Error {
  return error instanceof Error && "code" in error && String(error.code).startsWith("UND_ERR_");
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (isOfTheConnection(error)) return report(new ConnectionLost(error));
  const message = error instanceof Failure ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${message}\n`);
  return error instanceof WrongArgument ? 2 : 1;
}

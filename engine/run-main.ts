import { EngineError } from "./errors";

/** Runs a command's main function and ends with its exit code; an error is one clear message on stderr. */
export function runMain(main: () => Promise<number>): void {
  main().then(
    (code) => void (process.exitCode = code),
    (error: unknown) => {
      process.stderr.write(`${describe(error)}\n`);
      process.exitCode = 1;
    },
  );
}

function describe(error: unknown): string {
  if (error instanceof EngineError)
    return [`Error (${error.id}): ${error.message}`, error.remedy].filter(Boolean).join("\n");
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

import { isProgram } from "../files";
import { type Layout } from "../layout";
import { type Way } from "../ways";

/** A CLI that works: the program, and the folders that PATH needs for it to find its language host. */
export interface Cli {
  readonly program: string;
  readonly path: readonly string[];
}

/** The CLI of the project's own PULUMI_HOME. */
export const ownCli = (layout: Layout): Cli => ({ program: layout.cli, path: [layout.bin] });

/** The CLI and its language host in the project's PULUMI_HOME. */
export function alreadyHere(layout: Layout): Way<Cli> {
  return {
    name: "already here",
    attempt: async () => (isProgram(layout.cli) && isProgram(layout.languageHost) ? ownCli(layout) : undefined),
  };
}

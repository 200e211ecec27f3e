import { isProgram } from "../files";
import { alreadyHere, type Cli } from "../install/already-here";
import { type Layout } from "../layout";
import { silentReport } from "../report";

/** The engine; set up first, with progress, when it is not here yet. What sets it up is loaded only then. */
export async function theEngine(layout: Layout): Promise<Cli> {
  const here = (await alreadyHere(layout).attempt(silentReport)) ?? (await personsOwn(layout));
  if (here && isProgram(layout.githubPluginProgram)) return here;
  const { setUpEngine } = await import("./set-up-engine.ts");
  return setUpEngine(layout);
}

async function personsOwn(layout: Layout): Promise<Cli | undefined> {
  const { onThePath } = await import("../install/cli.ts");
  return onThePath(layout)
    .attempt(silentReport)
    .catch(() => undefined);
}

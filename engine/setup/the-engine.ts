import { isProgram } from "../files";
import { alreadyHere, type Cli } from "../install/already-here";
import type * as Ways from "../install/cli";
import { type Layout } from "../layout";
import { silentReport } from "../report";
import type * as SetUp from "./set-up-engine";

/** The engine; set up first, with progress, when it is not here yet. What sets it up is loaded only then. */
export async function theEngine(layout: Layout): Promise<Cli> {
  const here = (await alreadyHere(layout).attempt(silentReport)) ?? (await personsOwn(layout));
  if (here && isProgram(layout.githubPluginProgram)) return here;
  return setUp().setUpEngine(layout);
}

async function personsOwn(layout: Layout): Promise<Cli | undefined> {
  return ways()
    .onThePath(layout)
    .attempt(silentReport)
    .catch(() => undefined);
}

// `import()` would be Node's own, which knows no TypeScript.
/* eslint-disable @typescript-eslint/no-require-imports */
const setUp = () => require("./set-up-engine") as typeof SetUp;
const ways = () => require("../install/cli") as typeof Ways;

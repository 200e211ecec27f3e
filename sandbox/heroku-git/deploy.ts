import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Deployments } from "../heroku-platform/deployments";
import type { AppSummary, Caller } from "../heroku-platform/directory";
import { runGit } from "../kit/git/run";
import type { Push } from "./pre-receive";

/** The branches whose pushes are deployed. Source: https://devcenter.heroku.com/articles/git */
const deployed = ["refs/heads/main", "refs/heads/master"];
const isDeletion = (sha: string): boolean => /^0+$/.test(sha);

export interface PushToApp {
  readonly app: AppSummary;
  readonly caller: Caller;
  /** The bare repository. */
  readonly folder: string;
}

/** Builds and releases what is pushed to main or master, as the person watches. False when the build fails: the push is rejected. */
export async function deployPush(
  deployments: Deployments,
  { app, caller, folder }: PushToApp,
  push: Push,
  say: (text: string) => void,
): Promise<boolean> {
  const command = push.commands.find(({ ref, new: sha }) => deployed.includes(ref) && !isDeletion(sha));
  if (!command) {
    if (!push.commands.every(({ new: sha }) => isDeletion(sha))) say("Pushed to non-main branch, skipping build.\n");
    return true;
  }
  const place = await mkdtemp(join(tmpdir(), "heroku-push-"));
  try {
    const archive = join(place, "source.tgz");
    const git = (...args: string[]) => runGit({ folder, args, env: push.env });
    await git("archive", "--format=tar.gz", "--prefix=source/", "-o", archive, command.new);
    const description = (await git("log", "-1", "--format=%s", command.new)).stdout.toString().trim();
    say("Compressing source files... done.\nBuilding source:\n\n");
    const source = { app, caller, archive, commit: command.new, description };
    const { released, succeeded } = await deployments.build(source, say);
    say(released ? "Verifying deploy... done.\n" : `\nVerifying deploy...\n\n!\tPush rejected to ${app.name}.\n\n`);
    if (released) await deployments.watchRelease(released, say);
    return succeeded;
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

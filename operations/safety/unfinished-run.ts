import { type Context } from "../context";
import { Journal } from "./journal";
import { Lock } from "./lock";

/**
 * The run on this machine that did not come to its end. One that somebody took the lock from is not gone on with: what it noted is no longer how the
 * app is, and the data may have been in use again since.
 * @param lock false where this run goes without it: then nobody can be asked
 */
export async function unfinishedRun(context: Context, lock = true): Promise<Journal | undefined> {
  const { stateFolder, app, github, now, output } = context;
  const journal = Journal.unfinished(stateFolder, app.id);
  if (!journal || !github || !lock) return journal;
  if (!journal.givenUp(await new Lock(github, now).holder())) return journal;
  output.line(
    `The ${journal.what} that began ${journal.startedAt.toISOString()} on this machine is not gone on with: it has lost its lock since.`,
  );
  return undefined;
}

import { type Context } from "../context";
import { OperationError } from "../errors";
import { type StepRun } from "../run-steps";
import { runOneOff } from "./run-one-off";

export class MigrateFailed extends OperationError {
  readonly id = "migrate_failed";
}

const linesTold = 15;

/**
 * Runs one `manage.py migrate <app> <migration>` and waits. Again after an interruption it is harmless: what is undone stays so.
 * @throws MigrateFailed with Django's own words
 */
export async function runMigrateCommand(context: Context, app: string, command: string, run: StepRun): Promise<string> {
  await stopEarlier(context, app, command);
  const { code, output } = await runOneOff(context, app, `${command} --no-input`, run.progress.update);
  const lines = output
    .trim()
    .split("\n")
    .map((line) => line.trim());
  if (code !== 0) throw new MigrateFailed(`\`${command}\` ended with ${code}:\n${lines.slice(-linesTold).join("\n")}`);
  const undone = lines.flatMap((line) => /^Unapplying (\S+?)\.{3}/.exec(line)?.[1] ?? []);
  return undone.length === 0 ? "nothing was left to unapply" : `unapplied ${undone.join(", ")}`;
}

/** An interrupted attempt may have left its dyno behind, which holds the tables. */
async function stopEarlier({ heroku, signal }: Context, app: string, command: string): Promise<void> {
  const dynos = await heroku.platform.dynos.list(app, signal);
  for (const dyno of dynos.filter((each) => each.type === "run" && each.command.includes(command)))
    await heroku.platform.dynos.stop(app, dyno.id, signal);
}

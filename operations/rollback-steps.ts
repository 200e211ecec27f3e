import { closedAppSteps } from "./closed-app-steps";
import { type Context } from "./context";
import { type RollbackStep } from "./plans/rollback/plan";
import { type Rollback } from "./rollback-decision";
import { type Perform } from "./run-steps";
import { checkRolledBack } from "./steps/check-rolled-back";
import { findBackup } from "./steps/find-backup";
import { findDatabase } from "./steps/find-database";
import { makeTemporaryApp, removeTemporaryApp } from "./steps/make-temporary-app";
import { openRevertPull } from "./steps/open-revert-pull";
import { redeployCommit } from "./steps/redeploy";
import { restoreBackupAndWait } from "./steps/restore-backup-and-wait";
import { runMigrateCommand } from "./steps/run-migrate-command";

/** How each step of a rollback is done. */
export function rollbackSteps(context: Context, rollback: Rollback): Record<RollbackStep, Perform> {
  const { decision, journal, mirror } = rollback;
  const { wanted, runner, plan, undone, revertHead, commits } = decision;
  const noted = (step: RollbackStep, name: string) => journal.step(step)?.data?.[name];
  const commandsRunOn = () => (runner.kind === "app" ? context.app.id : String(noted("temporary-app", "app")));
  const ways = plan.commands.map(({ text }, index): [RollbackStep, Perform] => [
    `migrate-back-${index + 1}`,
    (run) => runMigrateCommand(context, commandsRunOn(), text, run),
  ]);
  return {
    ...Object.fromEntries(ways),
    ...closedAppSteps(context, journal),
    restore: async (run) => {
      const backup = await findBackup(context, decision.backup ?? "");
      return restoreBackupAndWait(context, { backup, database: await findDatabase(context) }, run);
    },
    "temporary-app": async (run) => {
      const commit = runner.kind === "temporary" ? runner.commit : wanted.commit;
      return makeTemporaryApp(context, { mirror, commit, database: await findDatabase(context) }, run);
    },
    "remove-temporary-app": () => removeTemporaryApp(context, noted("temporary-app", "app")),
    redeploy: (run) => redeployCommit(context, { mirror, commit: wanted.commit, redeploy: plan.redeploy }, run),
    check: (run) => checkRolledBack(context, { commit: wanted.commit, undone }, run),
    "revert-pull": () => openRevertPull(context, { mirror, wanted, head: revertHead ?? wanted.commit, commits }),
  };
}

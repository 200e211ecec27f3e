import { type Context } from "./context";
import { type RollbackStep } from "./plans/rollback/plan";
import { type Rollback } from "./rollback-decision";
import { type Perform } from "./run-steps";
import { captureBackupAndWait } from "./steps/capture-backup-and-wait";
import { checkRolledBack } from "./steps/check-rolled-back";
import { findBackup } from "./steps/find-backup";
import { findDatabase } from "./steps/find-database";
import { holdJobs, releaseJobs } from "./steps/hold-jobs";
import { makeTemporaryApp, removeTemporaryApp } from "./steps/make-temporary-app";
import { openRevertPull } from "./steps/open-revert-pull";
import { redeployCommit } from "./steps/redeploy";
import { restoreBackupAndWait } from "./steps/restore-backup-and-wait";
import { runMigrateCommand } from "./steps/run-migrate-command";
import { endMaintenance, setMaintenance } from "./steps/set-maintenance";
import { startWorkers, stopWorkers } from "./steps/stop-workers";

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
    "maintenance-on": (run) => setMaintenance(context, run),
    "hold-jobs": () => holdJobs(context),
    "stop-workers": (run) => stopWorkers(context, run),
    capture: async (run) => {
      const { name } = await captureBackupAndWait(context, await findDatabase(context), run);
      return `${name}: bin/penny restore ${name} goes back to it`;
    },
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
    "start-workers": () => startWorkers(context, noted("stop-workers", "quantities")),
    "release-jobs": () => releaseJobs(context),
    "maintenance-off": () => endMaintenance(context, noted("maintenance-on", "before")),
    "revert-pull": () => openRevertPull(context, { mirror, wanted, head: revertHead ?? wanted.commit, commits }),
  };
}

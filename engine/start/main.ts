import { join } from "node:path";
import { runCommand } from "../command";
import { layoutOf, type Layout } from "../layout";
import { runSteps } from "../progress/steps";
import { targetLine } from "../rehearsal/environment";
import { DEFAULT_STACK, engine, freeDeadLock, openSession, pendingOf, readyStack } from "../rehearsal/session";
import { type Step } from "../report";
import { runMain } from "../run-main";
import { optionalActionsRunnerStep } from "../setup/actions-runner-step";
import { engineSteps } from "../setup/engine-steps";
import { endOnInterrupt } from "../setup/interrupt";
import { postgresStep } from "../setup/postgres";
import { forgetPending } from "./forget-pending";
import { summary } from "./summary";

/** `npm start`: what is missing is installed, the sandbox runs, and production's definition is provisioned on it. */
runMain(async () => {
  const layout = layoutOf(process.env);
  const settle = endOnInterrupt();
  const { steps, cli } = engineSteps(layout);
  await runSteps([...steps, postgresStep, optionalActionsRunnerStep(layout), sandboxStep(layout)]);
  settle();

  const session = await openSession(layout, cli());
  say(targetLine(session.sandbox));
  await readyStack(session, DEFAULT_STACK);
  await freeDeadLock(session, DEFAULT_STACK, say);
  const pending = pendingOf(session, DEFAULT_STACK);
  if (pending.length > 0) await forgetPending(session, DEFAULT_STACK, pending, say);

  say(`\npulumi up, stack ${DEFAULT_STACK}:`);
  const policies = ["--policy-pack", join(layout.project, "policy", "pulumi-analyzer-policy-penny")];
  // Without --refresh it would say that all is up, although somebody removed it by hand.
  const up = ["up", "--yes", "--skip-preview", "--refresh", ...policies, "--stack", DEFAULT_STACK];
  const code = await engine(session, up);
  if (code !== 0) return failed(code);
  process.stdout.write(await summary(session, DEFAULT_STACK));
  return 0;
});

function sandboxStep(layout: Layout): Step {
  return {
    title: "Sandbox",
    run: async (report) => {
      const env = { ...process.env, SANDBOX_HOME: layout.sandbox, PULUMI_HOME: layout.home };
      const said = await runCommand(join(layout.project, "bin", "sandbox"), ["start"], { env, onLine: report.line });
      return said.trim().split("\n")[0] || "running";
    },
  };
}

function failed(code: number | NodeJS.Signals): number {
  say(
    `\npulumi up ended with ${code}; what it reached is kept. Mend what it names above, then npm start goes on from there.`,
  );
  say("The sandbox's log: bin/sandbox logs");
  return typeof code === "number" ? code : 1;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { layoutOf, type Layout } from "../layout";
import { runSteps } from "../progress/steps";
import { runMain } from "../run-main";
import { chromiumStep } from "../setup/chromium";
import { engineSteps } from "../setup/engine-steps";
import { endOnInterrupt } from "../setup/interrupt";
import { postgresStep } from "../setup/postgres";
import { add, countJest, type Outcome } from "./outcome";
import { needsBrowser, planFor, type StaticCheck, type SuiteRun } from "./plan";

/** `npm test`: sets up what the tests need, runs each check in the open, and ends with one line that counts them. */
runMain(async () => {
  const layout = layoutOf(process.env);
  const plan = planFor(process.argv.slice(2));
  const settle = endOnInterrupt();
  if (plan.suites.length > 0)
    await runSteps([...engineSteps(layout).steps, postgresStep, ...(needsBrowser(plan) ? [chromiumStep] : [])]);
  settle();

  let outcome: Outcome = { passed: 0, failed: 0 };
  for (const check of plan.checks) outcome = add(outcome, await runCheck(layout, check));
  for (const run of plan.suites) outcome = add(outcome, await runSuite(layout, run));
  process.stdout.write(`\n${outcome.passed} passed, ${outcome.failed} failed\n`);
  return outcome.failed === 0 ? 0 : 1;
});

async function runCheck(layout: Layout, { name, command: [program, ...args] }: StaticCheck): Promise<Outcome> {
  heading(name);
  const exit = await show(layout, program!, args);
  return exit === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function runSuite(layout: Layout, { suite, only }: SuiteRun): Promise<Outcome> {
  heading(`${suite} tests`);
  const folder = mkdtempSync(join(tmpdir(), "pipeline-test-"));
  const result = join(folder, "result.json");
  const options = ["--ci", "--json", `--outputFile=${result}`, "--selectProjects", suite];
  try {
    const exit = await show(layout, "jest", [...options, ...(only.length > 0 ? ["--", ...only] : [])], "stderr");
    return countJest(result, exit);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** jest writes its report to stderr; with --json, stdout would repeat the result file. */
function show(layout: Layout, program: string, args: readonly string[], stdout: "inherit" | "stderr" = "inherit") {
  const child = spawn(join(layout.project, "node_modules", ".bin", program), args, {
    cwd: layout.project,
    stdio: ["ignore", stdout === "inherit" ? "inherit" : "ignore", "inherit"],
    env: { ...process.env, PULUMI_HOME: layout.home },
  });
  return new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? signal ?? 1));
  });
}

function heading(text: string): void {
  process.stdout.write(`\n── ${text}\n`);
}

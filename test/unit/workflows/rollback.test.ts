import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { project } from "../../support/stage";
import { temporaryFolder } from "../../support/temporary";

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
const workflow = parse(readFileSync(join(project, "workflows/rollback.yml"), "utf8")) as {
  on: { workflow_dispatch: { inputs: Record<string, { default: unknown }> } };
  jobs: { rollback: { environment: string; steps: Step[] } };
};
const { steps } = workflow.jobs.rollback;
const step = steps.find(({ name }) => name === "Roll back")!;
const folder = temporaryFolder();

beforeAll(() => {
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "bin/penny"), '#!/bin/sh\nprintf "%s\\n" "$@"\n');
  chmodSync(join(folder, "bin/penny"), 0o755);
});

/** What `bin/penny` is given for these inputs, the others as by default. */
function argumentsFor(inputs: Readonly<Record<string, string>>): string[] {
  const defaults = Object.entries(workflow.on.workflow_dispatch.inputs).map(([name, { default: value }]) => [
    name,
    String(value),
  ]);
  const given = Object.entries({ ...Object.fromEntries(defaults), ...inputs }) as [string, string][];
  const env = {
    PATH: process.env["PATH"],
    HEROKU_APP: "penny-university",
    ...Object.fromEntries(given.map(([name, value]) => [name.toUpperCase(), value])),
  };
  return execFileSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run!], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  })
    .toString()
    .trimEnd()
    .split("\n");
}

describe("the workflow Rollback", () => {
  const always = ["rollback", "--app", "penny-university", "--yes"];

  it("shows the plan only, unless told otherwise", () => {
    expect(argumentsFor({})).toEqual([...always, "--plan", "--revert-pr"]);
    expect(argumentsFor({ plan_only: "false", revert_pr: "false" })).toEqual(always);
  });

  it("hands over what was typed as it is", () => {
    expect(argumentsFor({ to: "v12", strategy: "restore" })).toEqual([
      ...always,
      "--plan",
      "--to",
      "v12",
      "--strategy",
      "restore",
      "--revert-pr",
    ]);
    expect(argumentsFor({ pr: "42; rm -rf $HOME", take_over: "true" })).toEqual([
      ...always,
      "--plan",
      "--pr",
      "42; rm -rf $HOME",
      "--revert-pr",
      "--take-over",
    ]);
  });

  it("waits for the environment's approval, and puts no input into a script's text", () => {
    expect(workflow.jobs.rollback.environment).toBe("production");
    expect(steps.map(({ run }) => run ?? "").filter((run) => run.includes("${{"))).toEqual([]);
    const names = Object.keys(workflow.on.workflow_dispatch.inputs);
    for (const name of names) expect(step.env?.[name.toUpperCase()]).toBe(`\${{ inputs.${name} }}`);
  });
});

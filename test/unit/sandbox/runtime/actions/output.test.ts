import { Mask } from "../../../../../sandbox/runtime/actions/mask";
import { ActOutput } from "../../../../../sandbox/runtime/actions/output";
import type { StepChange } from "../../../../../sandbox/runtime/actions/types";

const workflow = `
jobs:
  test:
    defaults: { run: { shell: bash } }
    steps:
      - uses: actions/setup-node@v4
      - { name: Groups, id: groups, run: "" }
      - run: exit 3
        continue-on-error: true
      - { run: "", shell: sh }
`;

/** What act 0.2.82 prints for a step. */
const step = (id: string, text: string, script = text) => {
  const line = (more: object) =>
    JSON.stringify({ jobID: "test", level: "info", stage: "Main", step: text, stepID: [id], ...more });
  return {
    line,
    begin: line({ msg: `⭐ Run Main ${text}` }),
    script: line({ level: "debug", msg: `Wrote command \n\n${script}\n\n to 'workflow/${id}.sh'` }),
    says: (msg: string) => line({ msg: `${msg}\n`, raw_output: true }),
    ends: (stepResult: string) => line({ msg: `  ✅  ${stepResult} - Main ${text}`, stepResult }),
    fails: (msg: string) => line({ level: "error", msg }),
  };
};

function read(lines: readonly string[], secrets: readonly string[] = []) {
  const log: string[] = [];
  const summaries: string[] = [];
  const steps: StepChange[] = [];
  const request = {
    workflow,
    job: "test",
    log: (line: string) => log.push(line),
    summary: (markdown: string) => summaries.push(markdown),
    step: (change: StepChange) => steps.push(change),
  };
  const output = new ActOutput(request, new Mask(secrets), "hidden");
  for (const line of lines) output.read(line);
  output.explain();
  return { log, summaries, steps, output };
}

describe("the log of a job", () => {
  it("shows what a step runs, folded, then what it said, and how it failed, in the words of GitHub's runner", () => {
    const { begin, script, says, ends, fails } = step("3", "echo two\nexit 4\n");
    expect(read([begin, script, says("two"), ends("failure"), fails("exit status 4")])).toMatchObject({
      log: [
        "##[group]Run echo two",
        "echo two",
        "exit 4",
        "shell: sh -e {0}",
        "##[endgroup]",
        "two",
        "##[error]Process completed with exit code 4.",
      ],
      steps: [
        { name: "Run echo two", result: undefined },
        { name: "Run echo two", result: "failure" },
      ],
    });
  });

  it("shows an action, not the names of its own steps", () => {
    const action = step("0", "actions/setup-node@v4");
    const inner = { stepID: ["0", "node"] };
    const lines = [
      action.begin,
      action.line({ ...inner, msg: "⭐ Run Main node set-up.js" }),
      action.line({ ...inner, level: "debug", msg: "Wrote command \n\nnode set-up.js\n\n to 'workflow/x.sh'" }),
      action.line({ ...inner, stepResult: "success" }),
      action.ends("success"),
    ];
    const { log, steps } = read(lines);
    expect(log.slice(0, 3)).toEqual([
      "##[group]Run actions/setup-node@v4",
      "##[endgroup]",
      "##[group]Run node set-up.js",
    ]);
    expect(steps.map(({ result }) => result)).toEqual([undefined, "success"]);
  });

  it("shows workflow commands as GitHub does, and hides what is masked from then on", () => {
    const { line, says } = step("groups", "Groups");
    const command = (name: string, arg: string) => line({ command: name, arg, msg: `  ❓  ::${name}::${arg}\n` });
    const { log } = read([
      command("group", "Mine"),
      says("inside"),
      command("endgroup", ""),
      command("warning", "Careful"),
      command("debug", "d"),
      command("add-mask", "token"),
      command("set-output", "a"),
      says("my token"),
      line({ command: "ignored", msg: "  ⚙  ::warning::not\n" }),
    ]);
    expect(log).toEqual(["##[group]Mine", "inside", "##[endgroup]", "##[warning]Careful", "my ***", "::warning::not"]);
  });

  it("shows no secret that is a part of a script or of a step's name", () => {
    const { begin, script } = step("3", "curl 'pass\nword'");
    const { log, steps } = read([begin, script], ["pass\nword"]);
    expect(log.join("\n") + JSON.stringify(steps)).not.toMatch(/pass|word/);
    expect(steps[0]?.name).toBe("Run curl '***'");
  });

  it("has nothing of what a step writes for the run's page, which is told apart, without secrets", () => {
    const content = "# Done\nby token\n";
    const { line } = step("3", "true");
    const { log, summaries } = read(
      [line({ command: "summary", content, msg: `  ⚙  Summary - ${content}` })],
      ["token"],
    );
    expect(summaries).toEqual(["# Done\nby ***\n"]);
    expect(log).toEqual([]);
  });

  it("tells a failure that the job goes on after as GitHub does: the step's conclusion is a success", () => {
    const { line, begin, script, ends } = step("2", "exit 3");
    const { steps, log } = read([begin, script, line({ msg: "Failed but continue next step" }), ends("failure")]);
    expect(steps.at(-1)?.result).toBe("success");
    expect(log.at(-1)).toMatch(/^##\[error\]/);
  });

  it("tells a step that was ended from outside as cancelled", () => {
    const { begin, ends, fails } = step("3", "sleep 60");
    const { steps, log } = read([begin, ends("failure"), fails("this step has been cancelled: signal: killed")]);
    expect(steps.at(-1)?.result).toBe("cancelled");
    expect(log.at(-1)).toBe("##[error]The operation was canceled.");
  });

  it("has none of act's own words, unless the job never came to an end", () => {
    const stray = "Error: workflow is not valid";
    const ended = JSON.stringify({ jobID: "test", jobResult: "success", level: "info", msg: "🏁  Job succeeded" });
    expect(read([stray, ended]).log).toEqual([]);
    expect(read([stray]).log).toEqual([`##[error]${stray}`]);
  });
});

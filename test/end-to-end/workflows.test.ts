import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openWorkflowStage, type Run, type WorkflowStage } from "../support/workflow-stage";

/** Workflows really run: on the sandbox's repository, by git and the API, with the runner that set-up builds. */
jest.setTimeout(120_000);

const O = "/repos/penny-university/penny_university";
let stage: WorkflowStage;

const workflow = `
name: CI
on:
  pull_request:
  push:
    branches: [master]
  workflow_dispatch:
    inputs:
      greeting: { default: hello }
      loud: { type: boolean, default: true }
  schedule:
    - cron: "30 3 * * *"
permissions:
  contents: read
concurrency:
  group: ci-\${{ github.ref }}
  cancel-in-progress: \${{ github.event_name == 'pull_request' }}
jobs:
  backend:
    runs-on: ubuntu-24.04
    outputs:
      answer: \${{ steps.count.outputs.answer }}
    steps:
      - uses: actions/checkout@v4
      - name: Test
        run: python3 -m unittest discover -s checks
      - id: count
        run: |
          echo "answer=it's 42" >> "$GITHUB_OUTPUT"
          echo "the key is $KEY, the other \${{ secrets.SLACK_API_KEY }}"
          echo "input: \${{ inputs.greeting }}, loud: \${{ inputs.loud == true && 'yes' || 'no' }}"
          echo "as sent: \${{ github.event.inputs.loud == 'true' && 'yes' || 'no' }}"
        env:
          KEY: \${{ secrets.SLACK_API_KEY }}
  versions:
    needs: backend
    runs-on: ubuntu-24.04
    strategy:
      matrix:
        version: [1, 2]
    steps:
      - run: test "$ANSWER" = "it's 42"
        env:
          ANSWER: \${{ needs.backend.outputs.answer }}
  token:
    runs-on: ubuntu-24.04
    permissions:
      contents: read
      pull-requests: write
    steps:
      - run: |
          ask() { curl -s -o /dev/null -w '%{http_code}\\n' -H "Authorization: Bearer $TOKEN" "$@"; }
          echo "read: $(ask "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/contents/manage.py")"
          echo "write: $(ask -X PUT -d '{"message":"m","content":""}' -H 'content-type: application/json' "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/contents/x")"
          echo "me: $(id -u) $(env | grep -c HEROKU_API_KEY)"
        env:
          TOKEN: \${{ github.token }}
  secret:
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-24.04
    environment: production
    steps:
      - run: echo "stolen \${{ secrets.DEPLOY_KEY }}"
  deploy:
    if: github.event_name == 'push'
    needs: [backend, versions]
    runs-on: ubuntu-24.04
    environment: production
    steps:
      - run: test "$DEPLOY_KEY" = "only for master"
        env:
          DEPLOY_KEY: \${{ secrets.DEPLOY_KEY }}
`;

const test = (good: boolean) =>
  `import unittest\n\n\nclass Sum(unittest.TestCase):\n    def test_sum(self):\n        self.assertEqual(1 + 1, ${good ? 2 : 3})\n`;

/** The arguments of a process; nothing of one that has ended. */
function commandOf(pid: string): string {
  try {
    return readFileSync(join("/proc", pid, "cmdline"), "utf8");
  } catch {
    return "";
  }
}

/** Jobs of this sandbox that run now: each has a folder named by the process that the sandbox is in. */
const runningCells = (): string[] =>
  readdirSync("/proc").filter((name) => /^\d+$/.test(name) && commandOf(name).includes(`/jobs/${process.pid}-`));

beforeAll(async () => {
  stage = await openWorkflowStage();
  const policy = { deployment_branch_policy: { protected_branches: true, custom_branch_policies: false } };
  await stage.send("PUT", `${O}/environments/production`, policy);
  await stage.putSecret(`${O}/actions`, "SLACK_API_KEY", "xoxb-very'secret");
  await stage.putSecret(`${O}/environments/production`, "DEPLOY_KEY", "only for master");
}, 300_000);

afterAll(() => stage?.open.close());

describe("the workflows of a repository", () => {
  let number: number;
  let merged: string;

  it("do not run for a commit that says so", async () => {
    await stage.push(
      "master",
      { ".github/workflows/ci.yml": workflow, "checks/test_sum.py": test(true) },
      "Deliver [skip ci]",
    );
    expect((await stage.send<{ total_count: number }>("GET", `${O}/actions/runs`)).body.total_count).toBe(0);
    const listed = (await stage.send<{ workflows: { name: string }[] }>("GET", `${O}/actions/workflows`)).body
      .workflows;
    expect(listed.map(({ name }) => name)).toEqual(["CI"]);
    const checks = ["backend", "versions (1)", "versions (2)"].map((context) => ({ context }));
    const protection = {
      required_status_checks: { strict: false, checks },
      enforce_admins: true,
      required_pull_request_reviews: null,
      restrictions: null,
    };
    expect((await stage.send("PUT", `${O}/branches/master/protection`, protection)).status).toBe(200);
  });

  it("run for a pull request, which cannot be merged while its backend test fails", async () => {
    const { sha } = await stage.push("feature", { "checks/test_sum.py": test(false) }, "Break the sum");
    number = (
      await stage.send<{ number: number }>("POST", `${O}/pulls`, { title: "Sum", head: "feature", base: "master" })
    ).body.number;
    const run = await stage.runFor(sha, "pull_request");
    expect(run.conclusion).toBe("failure");
    expect(await stage.conclusions(run)).toMatchObject({ backend: "failure", versions: "skipped", deploy: "skipped" });
    const log = await stage.logOf(run, "backend");
    expect(log).toContain("AssertionError: 2 != 3");
    expect(log).toContain(" ##[group]Run python3 -m unittest discover -s checks\n");
    expect(log).toContain(" ##[error]Process completed with exit code 1.\n");
    const { steps } = (await stage.jobsOf(run)).find((job) => job.name === "backend")!;
    expect(steps.map(({ name, conclusion }) => `${name}: ${conclusion}`)).toEqual([
      "Set up job: success",
      "Run actions/checkout@v4: success",
      "Test: failure",
      'Run echo "answer=it\'s 42" >> "$GITHUB_OUTPUT": skipped',
      "Complete job: success",
    ]);
    const merge = await stage.send("PUT", `${O}/pulls/${number}/merge`);
    expect(merge.status).toBe(405);
    expect(merge.body.message).toBe("3 of 3 required status checks have not succeeded: 1 failing and 2 expected.");
  });

  it("keep an environment's secrets from a pull request", async () => {
    const [run] = await stage.runs();
    expect(await stage.conclusions(run!)).toMatchObject({ secret: "failure" });
    const log = await stage.logOf(run!, "secret");
    expect(log).toContain(`"pull/${number}/merge" is not allowed to deploy to production`);
    expect(log).not.toContain("only for master");
  });

  it("do not let a push to master by", async () => {
    await stage.clone.git("checkout", "-q", "master");
    const { said, exitCode } = await stage.push("master", { "README.md": "Changed\n" }, "Change by hand");
    expect(exitCode).toBe(1);
    expect(said).toContain("remote: error: GH006: Protected branch update failed for refs/heads/master.");
    expect(said).toContain("! [remote rejected] master -> master (protected branch hook declined)");
    await stage.clone.git("reset", "-q", "--hard", "origin/master");
  });

  it("pass when it is mended, and the merge runs them again, with the deploy", async () => {
    await stage.clone.git("checkout", "-q", "feature");
    const { sha } = await stage.push(
      "feature",
      { "checks/test_sum.py": test(true), "new.txt": "new\n" },
      "Mend the sum",
    );
    const run = await stage.runFor(sha, "pull_request");
    expect(await stage.conclusions(run)).toMatchObject({
      backend: "success",
      "versions (1)": "success",
      "versions (2)": "success",
      deploy: "skipped",
    });
    const merge = await stage.send<{ sha: string }>("PUT", `${O}/pulls/${number}/merge`);
    expect(merge.status).toBe(200);
    merged = merge.body.sha;
    const pushed = await stage.runFor(merged, "push");
    expect(pushed.conclusion).toBe("success");
    expect(await stage.conclusions(pushed)).toMatchObject({ backend: "success", deploy: "success", secret: "skipped" });
  });

  it("show no secret in their logs, and give each job a token that may do what the workflow says", async () => {
    const run = await stage.runFor(merged, "push");
    const backend = await stage.logOf(run, "backend");
    expect(backend).toContain("the key is ***");
    expect(backend).not.toContain("very'secret");
    expect(JSON.stringify(await stage.jobsOf(run))).not.toContain("very");
    const token = await stage.logOf(run, "token");
    expect(token).toContain("read: 200");
    expect(token).toContain("write: 403");
    expect(token).toMatch(/me: \d+ 0/);
    expect(token).not.toContain("me: 0 ");
  });

  it("are shown as GitHub's published description says", async () => {
    const run = await stage.runFor(merged, "push");
    const [first] = await stage.jobsOf(run);
    const { body } = await stage.send<{ workflows: { id: number }[] }>("GET", `${O}/actions/workflows`);
    const R = "/repos/{owner}/{repo}/actions";
    for (const [endpoint, path] of [
      ["/workflows", "/workflows"],
      ["/workflows/{workflow_id}", `/workflows/${body.workflows[0]!.id}`],
      ["/workflows/{workflow_id}/runs", "/workflows/ci.yml/runs"],
      ["/runs", "/runs"],
      ["/runs/{run_id}", `/runs/${run.id}`],
      ["/runs/{run_id}/jobs", `/runs/${run.id}/jobs`],
      ["/runs/{run_id}/attempts/{attempt_number}", `/runs/${run.id}/attempts/1`],
      ["/runs/{run_id}/artifacts", `/runs/${run.id}/artifacts`],
      ["/jobs/{job_id}", `/jobs/${first!.id}`],
    ] as const)
      await stage.agrees(`GET ${R}${endpoint}`, `${O}/actions${path}`);
  });

  it("run when somebody starts them, and when their time comes", async () => {
    const path = `${O}/actions/workflows/ci.yml/dispatches`;
    expect((await stage.send("POST", path, { ref: "master", inputs: { other: 1 } })).status).toBe(422);
    expect((await stage.send("POST", path, { ref: "master", inputs: { greeting: "good morning" } })).status).toBe(204);
    const run = await stage.runFor(merged, "workflow_dispatch");
    const log = await stage.logOf(run, "backend");
    expect(log).toContain("input: good morning, loud: yes");
    expect(log).toContain("as sent: yes");
    await stage.open.advance(24 * 3_600_000);
    expect((await stage.runFor(merged, "schedule")).conclusion).toBe("success");
  });

  it("are cancelled by a newer commit where they say so, and by hand, and leave nothing behind", async () => {
    await stage.clone.git("checkout", "-q", "master");
    await stage.clone.git("fetch", "-q");
    await stage.clone.git("reset", "-q", "--hard", "origin/master");
    const slow = `import time\ntime.sleep(60)\n`;
    const first = await stage.push("slow", { "checks/test_slow.py": slow }, "Sleep");
    const pull = (
      await stage.send<{ number: number }>("POST", `${O}/pulls`, { title: "Slow", head: "slow", base: "master" })
    ).body;
    while (runningCells().length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    const second = await stage.push("slow", { "again.txt": "again\n" }, "Sleep on");
    expect((await stage.runFor(first.sha, "pull_request")).conclusion).toBe("cancelled");
    const running = (await stage.send<{ workflow_runs: Run[] }>("GET", `${O}/actions/runs?head_sha=${second.sha}`)).body
      .workflow_runs[0]!;
    expect((await stage.send("POST", `${O}/actions/runs/${running.id}/cancel`)).status).toBe(202);
    const ended = await stage.runFor(second.sha, "pull_request");
    expect(ended.conclusion).toBe("cancelled");
    expect((await stage.send("PUT", `${O}/pulls/${pull.number}/merge`)).status).toBe(405);
    expect(runningCells()).toEqual([]);
  });
});

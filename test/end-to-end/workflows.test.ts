import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { seal } from "tweetnacl-sealedbox-js";
import { provideActionsRunner } from "../../engine/engine";
import { layoutOf } from "../../engine/layout";
import { silentReport } from "../../engine/report";
import { faultsOf } from "../support/github-schema";
import { openSandbox, type OpenSandbox } from "../support/sandbox";
import { temporaryFolder } from "../support/temporary";

/** Workflows really run: on the sandbox's repository, by git and the API, with the runner that set-up builds. */
jest.setTimeout(120_000);

const layout = layoutOf(process.env);
const O = "/repos/penny-university/penny_university";
let open: OpenSandbox;
let folder: string;

const workflow = `
name: CI
on:
  pull_request:
  push:
    branches: [master]
  workflow_dispatch:
    inputs:
      greeting: { default: hello }
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
          echo "input: \${{ inputs.greeting }}"
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

interface Run {
  readonly id: number;
  readonly event: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly head_branch: string;
  readonly head_sha: string;
}
interface Job {
  readonly id: number;
  readonly name: string;
  readonly conclusion: string | null;
  readonly steps: readonly { readonly name: string; readonly conclusion: string }[];
}

async function github<T = { message: string }>(method: string, path: string, body?: unknown) {
  const headers = { authorization: `Bearer ${open.sandbox.credentials.githubToken}`, "content-type": "application/json" };
  const answer = await fetch(`${open.sandbox.urls.github}/api/v3${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  const text = await answer.text();
  const isJson = answer.headers.get("content-type")?.includes("json");
  return { status: answer.status, body: (isJson && text !== "" ? JSON.parse(text) : text) as T };
} // prettier-ignore

/** All runs, once none is under way. */
async function finishedRuns(): Promise<Run[]> {
  for (;;) {
    const { workflow_runs: runs } = (await github<{ workflow_runs: Run[] }>("GET", `${O}/actions/runs?per_page=100`)).body; // prettier-ignore
    if (runs.length > 0 && runs.every((run) => run.status === "completed")) return runs;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The run for a commit, when it has ended. */
async function runFor(sha: string, event: string): Promise<Run> {
  for (;;) {
    const found = (await github<{ workflow_runs: Run[] }>("GET", `${O}/actions/runs?head_sha=${sha}&event=${event}`)).body; // prettier-ignore
    const [run] = found.workflow_runs;
    if (run?.status === "completed") return run;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
const jobsOf = async (run: Run) => (await github<{ jobs: Job[] }>("GET", `${O}/actions/runs/${run.id}/jobs`)).body.jobs;
const conclusions = async (run: Run) =>
  Object.fromEntries((await jobsOf(run)).map((job) => [job.name, job.conclusion]));
const logOf = async (run: Run, name: string): Promise<string> => {
  const job = (await jobsOf(run)).find((each) => each.name === name)!;
  return (await github<string>("GET", `${O}/actions/jobs/${job.id}/logs`)).body;
};

async function putSecret(scope: string, name: string, value: string): Promise<void> {
  const { key, key_id } = (await github<{ key: string; key_id: string }>("GET", `${scope}/secrets/public-key`)).body;
  const encrypted_value = Buffer.from(seal(Buffer.from(value), Buffer.from(key, "base64"))).toString("base64");
  expect((await github("PUT", `${scope}/secrets/${name}`, { key_id, encrypted_value })).status).toBe(201);
}

/** The arguments of a process; nothing of one that has ended. */
function commandOf(pid: string): string {
  try {
    return readFileSync(join("/proc", pid, "cmdline"), "utf8");
  } catch {
    return "";
  }
}

const git = (...args: string[]) => execa("git", ["-C", folder, "-c", "user.name=Nell", "-c", "user.email=nell@example.com", ...args], { reject: false, all: true }); // prettier-ignore

async function push(branch: string, files: Record<string, string>, message: string): Promise<{ sha: string; said: string; exitCode?: number }> {
  await git("checkout", "-q", "-B", branch);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await git("add", "-A");
  await git("commit", "-q", "-m", message);
  const { all, exitCode } = await git("push", "origin", branch);
  return { sha: (await git("rev-parse", "HEAD")).stdout, said: all, exitCode };
} // prettier-ignore

beforeAll(async () => {
  await provideActionsRunner(layout, silentReport);
  open = await openSandbox({ pulumiHome: layout.home });
  folder = temporaryFolder();
  const url = new URL(open.sandbox.urls.github);
  const remote = `http://x-access-token:${open.sandbox.credentials.githubToken}@${url.host}/penny-university/penny_university.git`; // prettier-ignore
  await execa("git", ["clone", "-q", remote, folder]);
  const policy = { deployment_branch_policy: { protected_branches: true, custom_branch_policies: false } };
  await github("PUT", `${O}/environments/production`, policy);
  await putSecret(`${O}/actions`, "SLACK_API_KEY", "xoxb-very'secret");
  await putSecret(`${O}/environments/production`, "DEPLOY_KEY", "only for master");
}, 300_000);

afterAll(() => open?.close());

describe("the workflows of a repository", () => {
  let number: number;
  let merged: string;

  it("do not run for a commit that says so", async () => {
    await push("master", { ".github/workflows/ci.yml": workflow, "checks/test_sum.py": test(true) }, "Deliver [skip ci]");
    expect((await github<{ total_count: number }>("GET", `${O}/actions/runs`)).body.total_count).toBe(0);
    const listed = (await github<{ workflows: { name: string }[] }>("GET", `${O}/actions/workflows`)).body.workflows;
    expect(listed.map(({ name }) => name)).toEqual(["CI"]);
    const checks = ["backend", "versions (1)", "versions (2)"].map((context) => ({ context }));
    const protection = { required_status_checks: { strict: false, checks }, enforce_admins: true, required_pull_request_reviews: null, restrictions: null }; // prettier-ignore
    expect((await github("PUT", `${O}/branches/master/protection`, protection)).status).toBe(200);
  }); // prettier-ignore

  it("run for a pull request, which cannot be merged while its backend test fails", async () => {
    const { sha } = await push("feature", { "checks/test_sum.py": test(false) }, "Break the sum");
    number = (await github<{ number: number }>("POST", `${O}/pulls`, { title: "Sum", head: "feature", base: "master" })).body.number; // prettier-ignore
    const run = await runFor(sha, "pull_request");
    expect(run.conclusion).toBe("failure");
    expect(await conclusions(run)).toMatchObject({ backend: "failure", versions: "skipped", deploy: "skipped" });
    expect(await logOf(run, "backend")).toContain("AssertionError: 2 != 3");
    const steps = (await jobsOf(run)).find((job) => job.name === "backend")!.steps;
    expect(steps.find((step) => step.name === "Test")).toMatchObject({ conclusion: "failure" });
    const merge = await github("PUT", `${O}/pulls/${number}/merge`);
    expect(merge.status).toBe(405);
    expect(merge.body.message).toBe("3 of 3 required status checks have not succeeded: 1 failing and 2 expected.");
  });

  it("keep an environment's secrets from a pull request", async () => {
    const [run] = await finishedRuns();
    expect(await conclusions(run!)).toMatchObject({ secret: "failure" });
    const log = await logOf(run!, "secret");
    expect(log).toContain(`"pull/${number}/merge" is not allowed to deploy to production`);
    expect(log).not.toContain("only for master");
  });

  it("do not let a push to master by", async () => {
    await git("checkout", "-q", "master");
    const { said, exitCode } = await push("master", { "README.md": "Changed\n" }, "Change by hand");
    expect(exitCode).toBe(1);
    expect(said).toContain("remote: error: GH006: Protected branch update failed for refs/heads/master.");
    expect(said).toContain("! [remote rejected] master -> master (protected branch hook declined)");
    await git("reset", "-q", "--hard", "origin/master");
  });

  it("pass when it is mended, and the merge runs them again, with the deploy", async () => {
    await git("checkout", "-q", "feature");
    const { sha } = await push("feature", { "checks/test_sum.py": test(true), "new.txt": "new\n" }, "Mend the sum");
    const run = await runFor(sha, "pull_request");
    expect(await conclusions(run)).toMatchObject({ backend: "success", "versions (1)": "success", "versions (2)": "success", deploy: "skipped" }); // prettier-ignore
    const merge = await github<{ sha: string }>("PUT", `${O}/pulls/${number}/merge`);
    expect(merge.status).toBe(200);
    merged = merge.body.sha;
    const pushed = await runFor(merged, "push");
    expect(pushed.conclusion).toBe("success");
    expect(await conclusions(pushed)).toMatchObject({ backend: "success", deploy: "success", secret: "skipped" });
  });

  it("show no secret in their logs, and give each job a token that may do what the workflow says", async () => {
    const run = await runFor(merged, "push");
    const backend = await logOf(run, "backend");
    expect(backend).toContain("the key is ***");
    expect(backend).not.toContain("very'secret");
    expect(JSON.stringify(await jobsOf(run))).not.toContain("very");
    const token = await logOf(run, "token");
    expect(token).toContain("read: 200");
    expect(token).toContain("write: 403");
    expect(token).toMatch(/me: \d+ 0/);
    expect(token).not.toContain("me: 0 ");
  });

  it("are shown as GitHub's published description says", async () => {
    const run = await runFor(merged, "push");
    const [first] = await jobsOf(run);
    const { body } = await github<{ workflows: { id: number }[] }>("GET", `${O}/actions/workflows`);
    const R = "/repos/{owner}/{repo}/actions";
    for (const [endpoint, path] of [
      ["/workflows", "/workflows"],
      ["/workflows/{workflow_id}", `/workflows/${body.workflows[0]!.id}`],
      ["/workflows/{workflow_id}/runs", "/workflows/ci.yml/runs"],
      ["/runs", "/runs"],
      ["/runs/{run_id}", `/runs/${run.id}`],
      ["/runs/{run_id}/jobs", `/runs/${run.id}/jobs`],
      ["/jobs/{job_id}", `/jobs/${first!.id}`],
    ] as const) {
      const answer = await github<unknown>("GET", `${O}/actions${path}`);
      expect({ path, faults: faultsOf(`GET ${R}${endpoint}`, answer.status, answer.body) }).toEqual({
        path,
        faults: [],
      });
    }
  });

  it("run when somebody starts them, and when their time comes", async () => {
    const path = `${O}/actions/workflows/ci.yml/dispatches`;
    expect((await github("POST", path, { ref: "master", inputs: { other: 1 } })).status).toBe(422);
    expect((await github("POST", path, { ref: "master", inputs: { greeting: "good morning" } })).status).toBe(204);
    const run = await runFor(merged, "workflow_dispatch");
    expect(await logOf(run, "backend")).toContain("input: good morning");
    await open.advance(24 * 3_600_000);
    expect((await runFor(merged, "schedule")).conclusion).toBe("success");
  });

  it("are cancelled by a newer commit where they say so, and by hand, and leave nothing behind", async () => {
    await git("checkout", "-q", "master");
    await git("fetch", "-q");
    await git("reset", "-q", "--hard", "origin/master");
    const slow = `import time\ntime.sleep(60)\n`;
    const first = await push("slow", { "checks/test_slow.py": slow }, "Sleep");
    const pull = (await github<{ number: number }>("POST", `${O}/pulls`, { title: "Slow", head: "slow", base: "master" })).body; // prettier-ignore
    const second = await push("slow", { "again.txt": "again\n" }, "Sleep on");
    expect((await runFor(first.sha, "pull_request")).conclusion).toBe("cancelled");
    const running = (await github<{ workflow_runs: Run[] }>("GET", `${O}/actions/runs?head_sha=${second.sha}`)).body.workflow_runs[0]!; // prettier-ignore
    expect((await github("POST", `${O}/actions/runs/${running.id}/cancel`)).status).toBe(202);
    const ended = await runFor(second.sha, "pull_request");
    expect(ended.conclusion).toBe("cancelled");
    expect((await github("PUT", `${O}/pulls/${pull.number}/merge`)).status).toBe(405);
    const left = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && commandOf(name).includes("sandbox-host"));
    expect(left).toEqual([]);
  });
});

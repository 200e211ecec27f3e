import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { cloneOf } from "../support/clone";
import { temporaryFolder } from "../support/temporary";
import { openWorkflowStage, type Run, type WorkflowStage } from "../support/workflow-stage";

/** Workflows that call others, wait for people, are run again, or come from strangers: really run. */
jest.setTimeout(120_000);

const O = "/repos/penny-university/penny_university";
const R = "/repos/{owner}/{repo}/actions/runs/{run_id}";
let stage: WorkflowStage;

const files = {
  // Calls another workflow, with inputs of two kinds and one secret.
  "ship.yml": `
on: { repository_dispatch: { types: [ship] } }
jobs:
  build:
    runs-on: ubuntu-24.04
    outputs: { version: "\${{ steps.v.outputs.version }}" }
    steps: [{ id: v, run: 'echo "version=it''s \${{ github.event.client_payload.version }}" >> "$GITHUB_OUTPUT"' }]
  ship:
    needs: build
    uses: ./.github/workflows/called.yml
    with: { version: "\${{ needs.build.outputs.version }}", dry: true }
    secrets: { KEY: "\${{ secrets.SLACK_API_KEY }}" }
  cells:
    strategy: { matrix: { stack: [production, qa] } }
    runs-on: ubuntu-24.04
    outputs: { production: "\${{ steps.s.outputs.production }}", qa: "\${{ steps.s.outputs.qa }}" }
    steps: [{ id: s, run: 'echo "$STACK=of $STACK" >> "$GITHUB_OUTPUT"', env: { STACK: "\${{ matrix.stack }}" } }]
  after:
    needs: [ship, cells]
    runs-on: ubuntu-24.04
    steps:
      - { run: 'test "$SAID" = "it''s 7, true"', env: { SAID: "\${{ needs.ship.outputs.said }}" } }
      - { run: 'test "$CELLS" = "of production, of qa"', env: { CELLS: "\${{ needs.cells.outputs.production }}, \${{ needs.cells.outputs.qa }}" } }
`,
  "called.yml": `
on:
  workflow_call:
    inputs:
      version: { type: string, required: true }
      dry: { type: boolean }
    secrets: { KEY: { required: true } }
    outputs: { said: { value: "\${{ jobs.say.outputs.said }}" } }
jobs:
  say:
    runs-on: ubuntu-24.04
    outputs: { said: "\${{ steps.s.outputs.said }}" }
    steps:
      - id: s
        if: inputs.dry
        run: 'test "$KEY" = xoxb && echo "said=$VERSION, \${{ inputs.dry }}" >> "$GITHUB_OUTPUT"'
        env: { KEY: "\${{ secrets.KEY }}", VERSION: "\${{ inputs.version }}" }
      - { if: "\${{ !inputs.dry }}", run: exit 1 }
`,
  "flaky.yml": `
on: workflow_dispatch
jobs:
  solid:
    runs-on: ubuntu-24.04
    outputs: { run: "\${{ steps.n.outputs.run }}" }
    steps: [{ id: n, run: 'echo "run=first" >> "$GITHUB_OUTPUT"' }]
  flaky: { runs-on: ubuntu-24.04, steps: [{ run: 'test "$GITHUB_RUN_ATTEMPT" -gt 1' }] }
  last:
    needs: [solid, flaky]
    runs-on: ubuntu-24.04
    steps: [{ run: 'test "$FROM" = first', env: { FROM: "\${{ needs.solid.outputs.run }}" } }]
`,
  "tidy.yml": `
on: workflow_dispatch
defaults: { run: { working-directory: nowhere } }
jobs:
  slow: { runs-on: ubuntu-24.04, steps: [{ run: sleep 60, working-directory: . }] }
  after: { needs: slow, runs-on: ubuntu-24.04, steps: [{ run: "true" }] }
  tidy:
    needs: [slow, after]
    if: always()
    runs-on: ubuntu-24.04
    steps: [{ run: 'echo "slow was \${{ needs.slow.result }}, after \${{ needs.after.result }}"', working-directory: . }]
`,
  "review.yml": `
on: workflow_dispatch
jobs:
  deploy: { runs-on: ubuntu-24.04, environment: staging, steps: [{ run: echo deployed }] }
  keep: { runs-on: ubuntu-24.04, steps: [{ uses: actions/upload-artifact@v4 }] }
`,
  "follow.yml": `
on: { workflow_run: { workflows: [.github/workflows/flaky.yml], types: [completed] } }
jobs:
  tell: { if: github.event.workflow_run.conclusion == 'success', runs-on: ubuntu-24.04, steps: [{ run: echo it passed }] }
`,
  "stranger.yml": `
on: pull_request
permissions: write-all
jobs:
  try:
    runs-on: ubuntu-24.04
    steps:
      - run: |
          echo "key [$KEY], variable [$VARIABLE], identity [$ACTIONS_ID_TOKEN_REQUEST_URL]"
          curl -s -o /dev/null -w 'write: %{http_code}\\n' -H "Authorization: Bearer $TOKEN" -H 'content-type: application/json' -X POST -d '{"title":"t"}' "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/issues/$NUMBER/comments"
        env: { KEY: "\${{ secrets.SLACK_API_KEY }}", VARIABLE: "\${{ vars.APP }}", TOKEN: "\${{ github.token }}", NUMBER: "\${{ github.event.number }}" }
`,
};

const dispatch = (name: string) => stage.send("POST", `${O}/actions/workflows/${name}/dispatches`, { ref: "master" });
const completed = (run: Run): boolean => run.status === "completed";

beforeAll(async () => {
  stage = await openWorkflowStage();
  await stage.putSecret(`${O}/actions`, "SLACK_API_KEY", "xoxb");
  const at = Object.entries(files).map(([name, text]) => [`.github/workflows/${name}`, text]);
  await stage.push("master", Object.fromEntries(at) as Record<string, string>, "Workflows");
}, 300_000);

afterAll(() => stage?.open.close());

describe("a workflow that calls another", () => {
  it("gives it inputs of their kinds and the named secrets alone, and its checks both names; cells of a matrix share outputs", async () => {
    expect((await stage.send("POST", `${O}/dispatches`, { event_type: "other" })).status).toBe(204);
    await stage.send("POST", `${O}/dispatches`, { event_type: "ship", client_payload: { version: 7 } });
    const run = await stage.until("event=repository_dispatch", completed);
    expect(await stage.conclusions(run)).toMatchObject({
      build: "success",
      "ship / say": "success",
      "cells (qa)": "success",
      after: "success",
    });
    expect(await stage.runs("event=repository_dispatch")).toHaveLength(1);
  });
});

describe("a run", () => {
  let run: Run;

  it("is run again where it failed, with what the others gave; the earlier attempt stays to be seen", async () => {
    await dispatch("flaky.yml");
    run = await stage.until("event=workflow_dispatch", completed);
    expect(await stage.conclusions(run)).toEqual({ solid: "success", flaky: "failure", last: "skipped" });
    const before = await stage.jobsOf(run);
    expect((await stage.send("POST", `${O}/actions/runs/${run.id}/rerun-failed-jobs`)).status).toBe(201);
    const again = await stage.until("event=workflow_dispatch", completed);
    expect(again).toMatchObject({ id: run.id, run_attempt: 2, conclusion: "success" });
    const jobs = await stage.jobsOf(run);
    const idOf = (rows: typeof jobs, name: string) => rows.find((job) => job.name === name)!.id;
    expect(idOf(jobs, "solid")).toBe(idOf(before, "solid"));
    expect(idOf(jobs, "flaky")).not.toBe(idOf(before, "flaky"));
    expect((await stage.send("GET", `${O}/actions/runs/${run.id}/attempts/1`)).body).toMatchObject({
      conclusion: "failure",
    });
    const first = await stage.agrees<{ jobs: unknown[] }>(
      `GET ${R}/attempts/{attempt_number}/jobs`,
      `${O}/actions/runs/${run.id}/attempts/1/jobs`,
    );
    expect(first.jobs).toHaveLength(3);
    expect((await stage.send("POST", `${O}/actions/runs/${run.id}/rerun-failed-jobs`)).status).toBe(403);
  });

  it("that is cancelled still runs what is always to run, which sees what became of the others", async () => {
    await dispatch("tidy.yml");
    const running = await stage.until("event=workflow_dispatch", (each) => each.status === "in_progress");
    while ((await stage.jobsOf(running))[0]?.status !== "in_progress")
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await stage.send("POST", `${O}/actions/runs/${running.id}/cancel`)).status).toBe(202);
    const ended = await stage.until("event=workflow_dispatch", completed);
    expect(ended).toMatchObject({ id: running.id, conclusion: "cancelled" });
    expect(await stage.conclusions(ended)).toEqual({ slow: "cancelled", after: "cancelled", tidy: "success" });
    expect(await stage.logOf(ended, "tidy")).toContain("slow was cancelled, after cancelled");
  });

  it("gives its logs as an archive", async () => {
    const { urls, credentials } = stage.open.sandbox;
    const url = `${urls.github}/api/v3${O}/actions/runs/${run.id}/logs`;
    const answer = await fetch(url, { headers: { authorization: `Bearer ${credentials.githubToken}` } });
    const file = join(temporaryFolder(), "logs.zip");
    writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
    const names = execFileSync("python3", [
      "-c",
      "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(*sorted(z.namelist()))",
      file,
    ]);
    expect(names.toString().trim()).toMatch(/^0_\w+\.txt 1_\w+\.txt 2_\w+\.txt$/);
  });

  it("is followed by the workflows that wait for it", async () => {
    await stage.open.sandbox.clock.advance(0);
    const following = await stage.until("event=workflow_run", (each) => each.conclusion === "success");
    expect(await stage.conclusions(following)).toEqual({ tell: "success" });
    expect((await stage.runs("event=workflow_run")).map(({ conclusion }) => conclusion)).toEqual([
      "success",
      "skipped",
    ]);
  });
});

describe("an environment", () => {
  it("holds its job back until a reviewer let it go and its timer has run out", async () => {
    const me = (await stage.send<{ id: number }>("GET", "/user")).body.id;
    const environment = { reviewers: [{ type: "User", id: me }], wait_timer: 5, prevent_self_review: true };
    const { id } = (await stage.send<{ id: number }>("PUT", `${O}/environments/staging`, environment)).body;
    await dispatch("review.yml");
    const run = await stage.until("event=workflow_dispatch", (each) => each.status === "waiting");
    const path = `${O}/actions/runs/${run.id}`;
    await stage.open.advance(10_000); // does not wait for what waits for people
    const [waiting] = await stage.agrees<{ wait_timer: number }[]>(
      `GET ${R}/pending_deployments`,
      `${path}/pending_deployments`,
    );
    expect(waiting).toMatchObject({ wait_timer: 5, current_user_can_approve: true });
    const approve = { environment_ids: [id], state: "approved", comment: "Go." };
    expect((await stage.send("POST", `${path}/pending_deployments`, approve)).status).toBe(422);
    await stage.send("PUT", `${O}/environments/staging`, { ...environment, prevent_self_review: false });
    await stage.agrees(`POST ${R}/pending_deployments`, `${path}/pending_deployments`, approve);
    const status = async () => (await stage.jobsOf(run)).find((job) => job.name === "deploy")!.status;
    expect(await status()).toBe("waiting");
    await stage.open.advance(5 * 60_000);
    expect(await status()).toBe("completed");
    expect(await stage.conclusions(run)).toEqual({ deploy: "success", keep: "failure" });
    expect(await stage.agrees(`GET ${R}/approvals`, `${path}/approvals`)).toMatchObject([{ comment: "Go." }]);
    expect(await stage.logOf(run, "keep")).toContain(
      "The sandbox has no stand-in for the action actions/upload-artifact@v4",
    );
  });

  it("shows its deployments", async () => {
    const D = "/repos/{owner}/{repo}/deployments";
    const [row] = await stage.agrees<{ id: number }[]>(`GET ${D}`, `${O}/deployments?environment=staging`);
    const statuses = await stage.agrees<{ state: string }[]>(
      `GET ${D}/{deployment_id}/statuses`,
      `${O}/deployments/${row!.id}/statuses`,
    );
    expect(statuses.map(({ state }) => state)).toEqual(["success", "in_progress", "pending"]);
  });
});

describe("a pull request from a fork", () => {
  it("runs without secrets and variables, with a token that can only read, and is merged as any other", async () => {
    await stage.send("POST", `${O}/actions/variables`, { name: "APP", value: "penny" });
    const { urls, credentials } = stage.open.sandbox;
    const fork = await stage.agrees<{ full_name: string; fork: boolean }>(
      "POST /repos/{owner}/{repo}/forks",
      `${O}/forks`,
      {},
    );
    expect(fork).toMatchObject({ fork: true, full_name: `${credentials.githubLogin}/penny_university` });
    const clone = await cloneOf(urls.github, credentials.githubToken, fork.full_name);
    await clone.git("checkout", "-q", "-b", "gift");
    const sha = await clone.commit("A gift", { "gift.txt": "gift\n" });
    expect((await clone.git("push", "origin", "gift")).exitCode).toBe(0);
    const pull = await stage.agrees<{ number: number }>("POST /repos/{owner}/{repo}/pulls", `${O}/pulls`, {
      title: "Gift",
      head: `${credentials.githubLogin}:gift`,
      base: "master",
    });
    const run = await stage.runFor(sha, "pull_request");
    const log = await stage.logOf(run, "try");
    expect(log).toContain("key [], variable [], identity []");
    expect(log).toContain("write: 403");
    expect((await stage.send("PUT", `${O}/pulls/${pull.number}/merge`)).status).toBe(200);
    expect((await stage.send("GET", `${O}/contents/gift.txt`)).status).toBe(200);
  });
});

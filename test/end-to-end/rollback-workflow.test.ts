import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { GitHubClient } from "../../clients/github";
import { provideActionsRunner } from "../../engine/engine";
import { layoutOf } from "../../engine/layout";
import { silentReport } from "../../engine/report";
import { Application } from "../support/application";
import { addsNickname } from "../support/changes";
import { copyProject, type ProjectCopy } from "../support/project-copy";
import { openStage, project, type Stage } from "../support/stage";

/** The workflow Rollback, started by hand as from a phone, with this repository as the pipeline's. */
jest.setTimeout(600_000);

const owner = "penny-university";
const repository = `/repos/${owner}/penny_university`;
const path = ".github/workflows/rollback.yml";
let stage: Stage;
let pipeline: ProjectCopy;
let application: Application;

interface Run {
  readonly id: number;
  readonly status: string;
  readonly conclusion: string | null;
}

const github = async <T>(method: string, at: string, body?: unknown): Promise<T> =>
  (await stage.github(method, at, body)).body as T;

async function publishPipeline(): Promise<void> {
  await stage.github("POST", `/orgs/${owner}/repos`, { name: "pipeline" });
  const git = (...args: string[]) =>
    execa("git", ["-C", pipeline.folder, "-c", "user.name=Nell", "-c", "user.email=nell@example.com", ...args]);
  await git("init", "-q", "-b", "main");
  await git("add", "-A");
  await git("commit", "-q", "-m", "The pipeline [skip ci]");
  const { host } = new URL(stage.env["GITHUB_SERVER_URL"]!);
  await git("push", "-q", `http://x-access-token:${stage.env["GITHUB_TOKEN"]}@${host}/${owner}/pipeline.git`, "main");
}

async function prepare(): Promise<void> {
  const { GITHUB_API_URL: apiUrl = "", GITHUB_TOKEN: token = "" } = stage.env;
  const client = new GitHubClient({ apiUrl, token, repository: { owner, repo: "penny_university" } });
  const { environments } = client;
  await environments.put("production");
  await environments.setSecret("production", "HEROKU_API_KEY", stage.env["HEROKU_API_KEY"]!);
  await environments.setSecret("production", "PIPELINE_TOKEN", token);
  await client.close();
  const variables = { HEROKU_APP: owner, PIPELINE_REPOSITORY: `${owner}/pipeline` };
  for (const [name, value] of Object.entries(variables))
    await stage.github("POST", `${repository}/actions/variables`, { name, value });
  await github("PUT", `${repository}/actions/permissions/workflow`, {
    default_workflow_permissions: "read",
    can_approve_pull_request_reviews: true,
  });
}

/** Starts the workflow, and waits for its end. @returns its log when it fails */
async function dispatch(inputs: Readonly<Record<string, string>>): Promise<string> {
  await stage.github("POST", `${repository}/actions/workflows/rollback.yml/dispatches`, { ref: "master", inputs });
  for (;;) {
    const { workflow_runs: runs } = await github<{ workflow_runs: Run[] }>(
      "GET",
      `${repository}/actions/workflows/rollback.yml/runs`,
    );
    if (runs[0]?.status === "completed") return runs[0].conclusion === "success" ? "success" : log(runs[0]);
    await sleep(500);
  }
}

async function log({ id }: Run): Promise<string> {
  const { jobs } = await github<{ jobs: { id: number }[] }>("GET", `${repository}/actions/runs/${id}/jobs`);
  const headers = { authorization: `Bearer ${stage.env["GITHUB_TOKEN"]}` };
  return (
    await fetch(`${stage.env["GITHUB_API_URL"]}${repository}/actions/jobs/${jobs[0]!.id}/logs`, { headers })
  ).text();
}

beforeAll(async () => {
  await provideActionsRunner(layoutOf(process.env), silentReport);
  pipeline = copyProject({ packages: false });
  stage = await openStage();
  await publishPipeline();
  application = await Application.open(stage);
  await application.deploy(application.base);
  await prepare();
});
afterAll(async () => {
  application?.close();
  await stage?.close();
  pipeline?.remove();
});

it("rolls back, and opens the pull request that takes the change off the branch", async () => {
  const rollback = readFileSync(join(project, "workflows/rollback.yml"), "utf8");
  const { commit } = await application.merge("Nicknames", {
    "users/migrations/0005_user_nickname.py": addsNickname,
    [path]: rollback,
  });
  await application.deploy(commit);
  expect(await dispatch({ plan_only: "false" })).toBe("success");
  expect(await application.serving()).toBe(application.base);
  expect(await application.migrations()).not.toContain("users.0005_user_nickname");
  expect(await application.maintenance()).toBe(false);
  expect(await application.locked()).toBe(false);
  const [pull] = await github<{ head: { ref: string }; user: { login: string } }[]>("GET", `${repository}/pulls`);
  expect(pull).toMatchObject({
    head: { ref: `penny/revert-${commit.slice(0, 8)}` },
    user: { login: "github-actions[bot]" },
  });
});

import { provideActionsRunner } from "../../engine/engine";
import { layoutOf } from "../../engine/layout";
import { silentReport } from "../../engine/report";
import { deployKeys, keyRequestsDuring, renewalOf } from "../support/deploy-keys";
import { Pipeline } from "../support/pipeline";
import { copyProject, type ProjectCopy } from "../support/project-copy";

/**
 * What a later `up` does to the way of delivery: a changed workflow comes to a branch that takes nothing but pull requests, and the deploy key
 * is renewed. Each test goes on where the one before it stopped.
 */
jest.setTimeout(600_000);

const production = "Pulumi.production.yaml";
const repository = "/repos/penny-university/penny_university";
let copy: ProjectCopy;
let pipeline: Pipeline;
let merged: { readonly sha: string };

beforeAll(async () => {
  await provideActionsRunner(layoutOf(process.env), silentReport);
  copy = copyProject({ packages: true });
  // Nothing else falls due while the key's day passes.
  for (const file of [production, "Pulumi.qa.yaml"])
    copy.edit(file, (text) => text.replace(/^ {2}penny-university:jobs:\n.*\n?/m, ""));
  copy.edit(production, (text) => text.replace("    actionsVariables:", "    deployKeyDays: 1\n    actionsVariables:"));
  pipeline = await Pipeline.open(copy.folder);
});
afterAll(async () => {
  await pipeline?.close();
  copy?.remove();
});

const get = async <T>(path: string) => (await pipeline.stage.github("GET", `${repository}${path}`)).body as T;
const required = async () =>
  (await get<{ contexts: string[] }>("/branches/master/protection/required_status_checks")).contexts.sort();
const pulls = () => get<{ number: number; head: { ref: string; sha: string } }[]>("/pulls?state=open");
const master = async () => (await get<{ object: { sha: string } }>("/git/ref/heads/master")).object.sha;

async function up(stack = "production"): Promise<string> {
  const ran = await pipeline.stage.pulumi("up", "--yes", "--skip-preview", "--stack", stack);
  expect(ran.all).not.toContain("error:");
  expect(ran.exitCode).toBe(0);
  return ran.all;
}
const unchanged = async () =>
  expect(await pipeline.stage.pulumi("preview", "--refresh", "--expect-no-changes")).toMatchObject({ exitCode: 0 });

describe("a workflow whose job got another name", () => {
  let branch: string;

  it("is proposed by a pull request, and only checks that both workflows report are required meanwhile", async () => {
    const before = await master();
    copy.edit("workflows/ci.yml", (text) => text.replace("  backend:\n", "  backend:\n    name: Backend tests\n"));
    expect(await up()).toMatch(/workflowsPullRequest: "http.*\/pull\/1"/);
    expect(await master()).toBe(before);
    expect(await required()).toEqual(["frontend", "integration"]);
    const [pull, ...others] = await pulls();
    expect(others).toEqual([]);
    branch = pull!.head.ref;
    expect(branch).toMatch(/^penny\/workflows-/);
    await unchanged();
  });

  it("changed once more, stays one pull request", async () => {
    await up("qa");
    const variables = `{ HEROKU_QA_APP: penny-qa, INTEGRATION_URL: "${pipeline.urlOf("penny-qa")}" }`;
    copy.edit(production, (text) => text.replace("actionsVariables: {}", `actionsVariables: ${variables}`));
    copy.edit("workflows/ci.yml", (text) => text.replace("timeout-minutes: 20", "timeout-minutes: 25"));
    await up();
    expect((await pulls()).map(({ head }) => head.ref)).toEqual([branch]);
    const { content } = await get<{ content: string }>(`/contents/.github/workflows/ci.yml?ref=${branch}`);
    expect(Buffer.from(content, "base64").toString()).toContain("timeout-minutes: 25");
  });

  it("is required whole after the merge, with nothing left to do", async () => {
    const [pull] = await pulls();
    await pipeline.run(pull!.head.sha, "pull_request"); // which is required
    merged = await pipeline.merge(pull!.number);
    expect(merged).toMatchObject({ status: 200 });
    await pipeline.stage.github("DELETE", `${repository}/git/refs/heads/${branch}`);
    await up();
    expect((await pipeline.stage.pulumi("stack", "output", "workflowsPullRequest")).exitCode).not.toBe(0);
    expect(await required()).toEqual(["Backend tests", "frontend", "integration"]);
    await unchanged();
  });
});

describe("with QA's variables", () => {
  it("the integration job looks at what is served there", async () => {
    const log = await pipeline.jobLog(await pipeline.run(merged.sha, "push"), "integration");
    expect(log).toContain("skipped 'tasks are worked off where they are scheduled'");
    expect(log).not.toContain("initdb");
  });

  it("the deploy brings the commit to QA first, and then to production", async () => {
    const run = await pipeline.run(merged.sha, "push");
    expect(await pipeline.conclusions(run)).toMatchObject({ integration: "success", deploy: "success" });
    const log = await pipeline.jobLog(run, "deploy");
    const places = [/penny-qa\S* answers 200/, /Backup b\d+ of/, /penny-university\S* answers 200/].map((text) =>
      log.search(text),
    );
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    expect(await pipeline.commitOf("penny-qa")).toBe(merged.sha);
    expect(await pipeline.commitOf("penny-university")).toBe(merged.sha);
  });
});

describe("the deploy key, in the last third of its life", () => {
  const advance = (time: string) => pipeline.stage.sandbox("clock", "advance", time);

  it("is replaced by an up that nobody approved: made, set as the secret, and only then is the old one revoked", async () => {
    const deployed = await pipeline.run(merged.sha, "push");
    expect(await pipeline.conclusions(deployed)).toMatchObject({ deploy: "success" });
    const [old] = await deployKeys(pipeline.stage);
    await advance("17h");
    const requests = await keyRequestsDuring(pipeline.stage, async () => {
      const up = await pipeline.stage.run("bin/penny", ["up", "--yes"], { env: { ...pipeline.stage.env } });
      expect({ exitCode: up.exitCode, said: up.exitCode === 0 || up.all }).toEqual({ exitCode: 0, said: true });
    });
    expect(requests).toEqual(renewalOf(old!));
    await unchanged();
  });

  it("is the one that deploys when the old one's time is over", async () => {
    await advance("8h");
    const run = await pipeline.run(merged.sha, "push");
    await pipeline.startAgain(run, "deploy");
    expect(await pipeline.conclusions(await pipeline.run(merged.sha, "push"))).toMatchObject({ deploy: "success" });
  });
});

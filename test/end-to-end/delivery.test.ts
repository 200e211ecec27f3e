import { provideActionsRunner } from "../../engine/engine";
import { layoutOf } from "../../engine/layout";
import { silentReport } from "../../engine/report";
import { Pipeline } from "../support/pipeline";
import { copyProject, type ProjectCopy } from "../support/project-copy";

/** A changed workflow on its way to a branch that takes nothing but pull requests. Each test goes on where the one before it stopped. */
jest.setTimeout(600_000);

const repository = "/repos/penny-university/penny_university";
let copy: ProjectCopy;
let pipeline: Pipeline;

beforeAll(async () => {
  await provideActionsRunner(layoutOf(process.env), silentReport);
  copy = copyProject({ packages: true });
  pipeline = await Pipeline.open(copy.folder);
});
afterAll(async () => {
  await pipeline?.close();
  copy?.remove();
});

const get = async <T>(path: string) => (await pipeline.stage.github("GET", `${repository}${path}`)).body as T;
const required = async () => (await get<{ contexts: string[] }>("/branches/master/protection/required_status_checks")).contexts.sort(); // prettier-ignore
const pulls = () => get<{ number: number; head: { ref: string; sha: string } }[]>("/pulls?state=open");
const master = async () => (await get<{ object: { sha: string } }>("/git/ref/heads/master")).object.sha;

async function up(): Promise<string> {
  const ran = await pipeline.stage.pulumi("up", "--yes", "--skip-preview");
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
    copy.edit("workflows/ci.yml", (text) => text.replace("timeout-minutes: 20", "timeout-minutes: 25"));
    await up();
    expect((await pulls()).map(({ head }) => head.ref)).toEqual([branch]);
    const { content } = await get<{ content: string }>(`/contents/.github/workflows/ci.yml?ref=${branch}`);
    expect(Buffer.from(content, "base64").toString()).toContain("timeout-minutes: 25");
  });

  it("is required whole after the merge, with nothing left to do", async () => {
    const [pull] = await pulls();
    await pipeline.run(pull!.head.sha, "pull_request");
    expect(await pipeline.merge(pull!.number)).toMatchObject({ status: 200 });
    await pipeline.stage.github("DELETE", `${repository}/git/refs/heads/${branch}`);
    await up();
    expect((await pipeline.stage.pulumi("stack", "output", "workflowsPullRequest")).exitCode).not.toBe(0);
    expect(await required()).toEqual(["Backend tests", "frontend", "integration"]);
    await unchanged();
  });
});

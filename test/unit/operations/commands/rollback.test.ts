import { app, jobCommand, openPenny, type PennyRan, type PennyStage } from "../../../support/penny";

jest.setTimeout(60_000);

let stage: PennyStage;

beforeAll(async () => {
  stage = await openPenny();
});
afterAll(() => stage?.close());
afterEach(() => stage.sandbox.faults.clear());

const rollback = (...args: string[]) => stage.penny(["rollback", "--yes", "--app", app, ...args]);
const fault = (path: string, body: unknown, service: "heroku" | "github" = "heroku") =>
  stage.sandbox.faults.add({ id: path, service, method: "GET", path, act: "answer", status: 200, body });
const pull = (merged: boolean) => ({
  number: 7,
  title: "Blank names",
  state: "closed",
  html_url: "",
  merged_at: merged ? "2026-11-23T09:00:00Z" : null,
  merge_commit_sha: "0".repeat(40),
});
const release = (version: number, status: string) => ({
  id: `r${version}`,
  version,
  status,
  current: status !== "pending",
  created_at: "2026-11-23T09:00:00Z",
  slug: { id: "s" },
});

async function refuses(running: Promise<PennyRan>, id: string, words: RegExp): Promise<void> {
  const { code, stdout, stderr } = await running;
  expect({ code, stderr }).toEqual({ code: 4, stderr: expect.stringMatching(words) as string });
  expect(JSON.parse(stdout)).toMatchObject({ error: { id } });
  expect(await stage.maintenance()).toBe(false);
  expect(await stage.jobs()).toEqual([jobCommand]);
}

describe("penny rollback refuses, and changes nothing", () => {
  it("when no earlier release has code", async () => {
    await refuses(rollback("--json"), "nothing_before", /has no earlier release with code/);
  });

  it("a release or commit that is not there", async () => {
    await refuses(rollback("--json", "--to", "v99"), "no_such_release", /v99 is not among the app's newest releases/);
    await refuses(rollback("--json", "--to", "nowhere"), "no_such_commit", /has a commit or branch nowhere/);
    await refuses(
      rollback("--json", "--to=--upload-pack=x"),
      "no_such_commit",
      /has a commit or branch --upload-pack=x/,
    );
  });

  it("a pull request that is not there, or not merged, or whose merge is gone from the repository", async () => {
    await refuses(rollback("--json", "--pr", "7"), "no_such_pull_request", /there is no pull request 7/);
    fault("/pulls/7$", pull(false), "github");
    await refuses(rollback("--json", "--pr", "7"), "no_such_pull_request", /is not merged/);
    stage.sandbox.faults.clear();
    fault("/pulls/7$", pull(true), "github");
    await refuses(rollback("--json", "--pr", "7"), "no_such_pull_request", /is on no branch/);
  });

  it("while a release phase or a build is running", async () => {
    fault("/releases$", [release(4, "pending"), release(3, "succeeded")]);
    await refuses(rollback("--json"), "deploy_running", /the release phase of v4 is running/);
    stage.sandbox.faults.clear();
    fault("/builds$", [
      { id: "b", status: "pending", app: { id: app }, output_stream_url: "", source_blob: { url: "" }, stack: "" },
    ]);
    await refuses(rollback("--json"), "deploy_running", /a build of penny-university is running/);
  });
});

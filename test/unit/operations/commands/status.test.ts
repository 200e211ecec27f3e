import { execa } from "execa";
import { GitHubClient } from "../../../../clients/github";
import { Lock } from "../../../../operations/safety/lock";
import { issueMarker } from "../../../../review/drift-issue";
import { openPenny, type PennyStage } from "../../../support/penny";

jest.setTimeout(60_000);

let stage: PennyStage;
let github: GitHubClient;
const repository = { owner: "penny-university", repo: "penny_university" };
const own = { GITHUB_REPOSITORY: `${repository.owner}/${repository.repo}` };

beforeAll(async () => {
  stage = await openPenny();
  const { GITHUB_API_URL: apiUrl = "", GITHUB_TOKEN: token = "" } = stage.sandbox.env();
  github = new GitHubClient({ apiUrl, token, repository });
});
afterAll(async () => {
  await github?.close();
  await stage?.close();
});

interface Finding {
  readonly what: string;
  readonly level: string;
  readonly text: string;
}

async function finding(what: string, env: Readonly<Record<string, string>> = own): Promise<Finding | undefined> {
  const { stdout } = await stage.penny(["status", "--json"], { env });
  return (JSON.parse(stdout) as { findings: Finding[] }).findings.find((each) => each.what === what);
}

describe("penny status", () => {
  it("tells the drift that the last nightly run found of the app's stack, and where to read it", async () => {
    expect(await finding("Drift")).toMatchObject({ level: "ok", text: "none is known" });
    await github.issues.create({ title: "Drift: qa's", body: `${issueMarker("qa")}\n`, labels: ["drift"] });
    expect(await finding("Drift")).toMatchObject({ level: "ok" });
    const title = "Drift: 2 things of production not as declared";
    const { url } = await github.issues.create({ title, body: `${issueMarker("production")}\n`, labels: ["drift"] });
    expect(await finding("Drift")).toMatchObject({ level: "warning", text: `${title}: ${url}` });
  });

  it("says when drift cannot be known, which hides nothing else", async () => {
    const elsewhere = { GITHUB_REPOSITORY: "penny-university/not-there" };
    expect(await finding("Drift", elsewhere)).toMatchObject({
      level: "warning",
      text: expect.stringMatching(/not known: .*404/) as unknown,
    });
    expect(await finding("Lock", elsewhere)).toMatchObject({ level: "ok" });
  });

  it("tells who holds the lock, which git alone sees as well", async () => {
    const server = stage.sandbox.env()["GITHUB_SERVER_URL"]?.replace(/\/$/, "");
    const url = `${server}/${repository.owner}/${repository.repo}.git`;
    const seen = async () =>
      (await execa("git", ["ls-remote", "--exit-code", url, "refs/penny/lock"], { reject: false })).exitCode;
    expect(await seen()).toBe(2);
    const lock = new Lock(github, () => stage.sandbox.clock.now());
    const since = stage.sandbox.clock.now().toISOString();
    await lock.acquire({ operation: "1", owner: "grace@example.org", app: "penny-qa", reason: "restore b001", since });
    expect(await seen()).toBe(0);
    expect(await finding("Lock")).toMatchObject({
      level: "ok",
      text: expect.stringMatching(/^grace@example\.org, since .*: restore b001/) as unknown,
    });
    await lock.release();
  });

  it("tells a job's last and next run, and how late one is", async () => {
    expect(await finding("Job")).toMatchObject({
      level: "ok",
      text: expect.stringMatching(/every 10 min, has not run yet, next in (9|8) min/) as unknown,
    });
    // By Heroku's clock 25 minutes pass, in which Scheduler runs nothing.
    const date = new Date(stage.sandbox.clock.now().getTime() + 25 * 60_000).toUTCString();
    const body = { id: "x", email: "developer@penny.test", name: null };
    stage.sandbox.faults.add({
      id: "later",
      service: "heroku",
      path: "/account$",
      act: "answer",
      status: 200,
      headers: { date },
      body,
    });
    expect(await finding("Job")).toMatchObject({
      level: "warning",
      text: expect.stringMatching(/a run is missing for \d+ min/) as unknown,
    });
  });

  it("does not know who holds the lock of a repository that GitHub does not show", async () => {
    expect(await finding("Lock")).toMatchObject({ level: "ok", text: "nobody holds it" });
    stage.sandbox.faults.add({
      id: "hidden",
      service: "github",
      path: `/repos/${repository.owner}/${repository.repo}`,
      act: "answer",
      status: 404,
      body: { message: "Not Found" },
    });
    expect(await finding("Lock")).toMatchObject({
      level: "warning",
      text: expect.stringMatching(/^not known: .*404/) as unknown,
    });
  });
});

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { writeRecord } from "../../../operations/safety/lock-record";
import { openSandbox, type OpenSandbox } from "../../support/sandbox";
import { temporaryFolder } from "../../support/temporary";

/** The deploy job's steps that decide and tell, each run as the workflow runs it, on a sandbox; what they deploy is in the end-to-end test. */
const repository = "/repos/penny-university/penny_university";
jest.setTimeout(60_000);
const output = join(temporaryFolder(), "output");
let open: OpenSandbox;
let head: string;

beforeAll(async () => {
  open = await openSandbox();
  head = await headOf("master");
});
afterAll(() => open?.close());

async function github<T>(method: string, path: string, body?: unknown): Promise<T> {
  const headers = {
    authorization: `Bearer ${open.sandbox.credentials.githubToken}`,
    "content-type": "application/json",
  };
  const answer = await fetch(`${open.sandbox.urls.github}/api/v3${repository}${path}`, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}
const headOf = async (branch: string) =>
  (await github<{ object: { sha: string } }>("GET", `/git/ref/heads/${branch}`)).object.sha;

async function commit(message: string): Promise<string> {
  const { commit: made } = await github<{ commit: { sha: string } }>("PUT", `/contents/notes/${Date.now()}.txt`, {
    message,
    content: "",
  });
  return made.sha;
}

async function step(name: string, env: Record<string, string> = {}) {
  writeFileSync(output, "");
  const { exitCode, all } = await execa(process.execPath, [join(__dirname, `../../../workflows/deploy/${name}.mjs`)], {
    env: {
      PATH: process.env["PATH"],
      GITHUB_API_URL: `${open.sandbox.urls.github}/api/v3`,
      GITHUB_SERVER_URL: open.sandbox.urls.github,
      GITHUB_TOKEN: open.sandbox.credentials.githubToken,
      GITHUB_REPOSITORY: "penny-university/penny_university",
      GITHUB_REF_NAME: "master",
      GITHUB_RUN_ID: "7",
      GITHUB_SHA: head,
      GITHUB_OUTPUT: output,
      HEROKU_API_URL: open.sandbox.urls.heroku,
      HEROKU_DATA_API_URL: open.sandbox.urls.heroku,
      HEROKU_API_KEY: open.sandbox.credentials.herokuApiKey,
      HEROKU_APP: "penny-university",
      POLL_SECONDS: "0.05",
      ...env,
    },
    extendEnv: false,
    all: true,
    reject: false,
  });
  return { exitCode, said: all, output: readFileSync(output, "utf8") };
}

describe("before a deploy", () => {
  it("the newest commit may be deployed, also when only deliveries without a run followed it", async () => {
    expect(await step("check")).toMatchObject({ exitCode: 0, output: "newest=true\n" });
    for (const skipping of [
      "Deliver workflows/ci.yml [skip ci]",
      "Mend a typo [no ci]",
      "Mend two\n\n\nskip-checks: true",
    ])
      await commit(skipping);
    expect(await step("check")).toMatchObject({ exitCode: 0, output: "newest=true\n" });
  });

  it("an older commit is left to the newer one's run", async () => {
    const newer = await commit("Go on");
    const { exitCode, said, output: outputs } = await step("check");
    expect({ exitCode, outputs }).toEqual({ exitCode: 0, outputs: "newest=false\n" });
    expect(said).toContain(`::notice::master has moved on to ${newer}: the run for that commit deploys it.`);
    head = await headOf("master");
  });

  it("nothing is deployed while somebody holds the lock, and who holds it is told", async () => {
    const since = "2026-11-23T09:58:00.000Z";
    const message = writeRecord({
      operation: "1",
      owner: "Nell",
      app: "penny-university",
      reason: "restore b003",
      since,
    });
    const { tree } = await github<{ tree: { sha: string } }>("GET", `/git/commits/${head}`);
    const { sha } = await github<{ sha: string }>("POST", "/git/commits", { message, tree: tree.sha, parents: [] });
    await github("POST", "/git/refs", { ref: "refs/penny/lock", sha });
    const { exitCode, said, output: outputs } = await step("check");
    expect({ exitCode, outputs }).toEqual({ exitCode: 1, outputs: "" });
    expect(said).toContain(`::error::Nell holds the lock since ${since}: restore b003. Nothing was deployed.`);
    expect(await step("push")).toMatchObject({
      exitCode: 1,
      said: expect.stringContaining("Nell holds the lock") as unknown,
    });
    await github("DELETE", "/git/refs/penny/lock");
    expect(await step("check")).toMatchObject({ exitCode: 0, output: "newest=true\n" });
  });

  it("an app without a database has nothing to back up, and that is an error", async () => {
    await open.heroku("POST", "/apps", { body: { name: "penny-university" } });
    expect(await step("backup")).toMatchObject({
      exitCode: 1,
      said: expect.stringContaining(
        "::error::penny-university has no Heroku Postgres database as DATABASE_URL",
      ) as unknown,
    });
  });

  it("a missing key is told by its name, and a refused one by Heroku's words", async () => {
    expect((await step("backup", { HEROKU_API_KEY: "" })).said).toContain(
      "::error::HEROKU_API_KEY is not set: is the job in the environment that holds it",
    );
    expect((await step("backup", { HEROKU_API_KEY: "wrong" })).said).toMatch(
      /::error::GET \/apps\/penny-university\/addons was answered 401: /,
    );
  });
});

describe("afterwards the team", () => {
  const results = (deploy: string) => JSON.stringify({ backend: { result: "success" }, deploy: { result: deploy } });
  const issues = () =>
    github<{ title: string; state: string; comments: number; body: string }[]>("GET", "/issues?state=all");
  const slack = () => ({
    SLACK_API_KEY: "xoxb-1",
    SLACK_CHANNEL: "#deploys",
    SLACK_API_URL: `${open.sandbox.urls.heroku}/slack/api`,
  });
  const channel = async () => {
    const url = `${open.sandbox.urls.heroku}/slack/api/conversations.history?channel=%23deploys`;
    const answer = await fetch(url, { headers: { authorization: "Bearer xoxb-1" } });
    return ((await answer.json()) as { messages: { text: string }[] }).messages.map(({ text }) => text);
  };

  it("reads in Slack what was deployed, and what failed", async () => {
    await step("tell", { RESULTS: results("success"), DEPLOYED: "true", ...slack() });
    await step("tell", { RESULTS: results("failure"), ...slack() });
    expect(await channel()).toEqual([
      expect.stringContaining(`deploy failed for ${head.slice(0, 8)} on master: ${open.sandbox.urls.github}`),
      expect.stringContaining(`${head.slice(0, 8)} is deployed`),
    ]);
    expect(await issues()).toEqual([]);
  });

  it("hears of the newest commit's jobs that were cancelled, as GitHub ends those that run too long", async () => {
    await step("tell", { RESULTS: results("cancelled"), DEPLOYED: "true", ...slack() });
    const [newest] = await channel();
    expect(newest).toMatch(
      new RegExp(`^deploy ended early \\(cancelled, or out of time\\) for ${head.slice(0, 8)} on master: http`),
    );
    const older = await headOf("master");
    await commit("Go on further");
    const { said } = await step("tell", { GITHUB_SHA: older, RESULTS: results("cancelled"), ...slack() });
    expect(said).toBe("Nothing was deployed, as a newer commit is to be.");
    expect((await channel())[0]).toBe(newest);
    head = await headOf("master");
  });

  it("hears nothing of a run that left the deploy to a newer one", async () => {
    expect(await step("tell", { RESULTS: results("success"), DEPLOYED: "false", ...slack() })).toMatchObject({
      exitCode: 0,
    });
    expect(await channel()).toHaveLength(3);
  });

  it("gets an issue without Slack: one, brought up to date, and closed when master is green again", async () => {
    await step("tell", { RESULTS: results("failure") });
    await step("tell", { RESULTS: results("failure") });
    expect(await issues()).toEqual([expect.objectContaining({ title: "master is red", state: "open", comments: 1 })]);
    await step("tell", { RESULTS: results("success"), DEPLOYED: "true" });
    expect(await issues()).toEqual([expect.objectContaining({ title: "master is red", state: "closed", comments: 2 })]);
  });

  it("gets an issue, too, when Slack does not take the message", async () => {
    const { said } = await step("tell", {
      RESULTS: results("failure"),
      ...slack(),
      SLACK_CHANNEL: "#",
      SLACK_API_URL: `${open.sandbox.urls.heroku}/nowhere`,
    });
    expect(said).toContain("::warning::Slack did not take the message");
    expect((await issues()).filter(({ state }) => state === "open")).toHaveLength(1);
  });
});

import type { Happening } from "../../../sandbox/kit/journal";
import type { Answer } from "../../support/heroku-platform";
import { openSandbox, type OpenSandbox } from "../../support/sandbox";
import { schemaOf } from "../../support/schema-of";
import { tarball } from "../../support/sources";

interface Job {
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

jest.setTimeout(60_000);

const violations = schemaOf("heroku-scheduler");
const minute = 60_000;
const often = { command: "echo worked as $DYNO", "dyno-size": "Basic", every: 10, at: 0 };
let stage: OpenSandbox;
let jobs: string;

/** Calls as the dashboard does, and fails when the answer is not what the schema says. */
async function get<T>(method: string, path: string, status: number, definition: string | null, attributes?: object) {
  const body = attributes && { data: { type: "jobs", id: "not-looked-at", attributes } };
  const headers = { accept: "application/vnd.api+json", "content-type": "application/vnd.api+json" };
  const answer: Answer<T> = await stage.heroku<T>(method, path, { body, headers });
  const wrong = definition === null ? [] : violations(definition, answer.body);
  expect([method, path, answer.status, wrong]).toEqual([method, path, status, []]);
  if (definition !== null) expect(answer.headers.get("content-type")).toContain("application/vnd.api+json");
  return answer.body;
}

async function whatRuns(ms: number): Promise<Happening[]> {
  const happened: Happening[] = [];
  const stop = stage.sandbox.journal.listen((happening) => happened.push(happening));
  await stage.advance(ms);
  stop();
  return happened;
}

const listed = async () => (await get<{ data: Job[] }>("GET", jobs, 200, "jobs")).data;
const made = async (attributes: object) => (await get<{ data: Job }>("POST", jobs, 201, "oneJob", attributes)).data;

/** Of a slug that the test made itself: quicker than a build. */
async function release(version: string): Promise<void> {
  const archive = await tarball({ VERSION: version }, "app");
  const slug = await stage.heroku<{ id: string; blob: { url: string } }>("POST", "/apps/penny-jobs/slugs", {
    body: { process_types: { worker: "sleep 1" } },
  });
  await fetch(slug.body.blob.url, { method: "PUT", body: new Uint8Array(archive) });
  await stage.heroku("POST", "/apps/penny-jobs/releases", { body: { slug: slug.body.id } });
}

beforeAll(async () => {
  stage = await openSandbox();
  const app = await stage.heroku<{ id: string }>("POST", "/apps", { body: { name: "penny-jobs" } });
  jobs = `/apps/${app.body.id}/jobs`;
});
afterAll(() => stage?.close());

describe("Heroku Scheduler", () => {
  it("has no jobs of an app without the add-on", async () => {
    await get("GET", jobs, 404, "errors");
    await get("GET", "/apps/nobody/jobs", 404, "errors");
    await stage.heroku("POST", "/apps/penny-jobs/addons", { body: { plan: "scheduler:standard" } });
    await stage.advance(5000);
    expect(await listed()).toEqual([]);
  });

  it("refuses a wrong key", async () => {
    expect((await stage.heroku("GET", jobs, { key: "wrong" })).status).toBe(401);
  });

  it("makes, lists, changes and deletes jobs, by the URL alone", async () => {
    const job = await made({ ...often, every: 1440, at: 630 });
    expect(await listed()).toEqual([job]);
    await get("PATCH", `${jobs}/${job.id}`, 200, "oneJob", { every: 60, at: 50 });
    expect((await listed())[0]?.attributes).toMatchObject({ command: often.command, every: 60, at: 50 });
    await get("DELETE", `${jobs}/${job.id}`, 204, null);
    await get("DELETE", `${jobs}/${job.id}`, 404, "errors");
    await get("PATCH", `${jobs}/${job.id}`, 404, "errors", often);
    expect(await listed()).toEqual([]);
  });

  it.each([
    [{ ...often, every: 15 }, "every must be 10, 60 or 1440 minutes"],
    [{ ...often, every: 1440, at: 615 }, "a multiple of 30 from 0 to 1410"],
    [{ ...often, "dyno-size": "basic" }, "dyno-size must be one of"],
    [{ ...often, command: " " }, "command can't be blank"],
  ])("refuses %j", async (attributes, words) => {
    const { errors } = await get<{ errors: { detail: string }[] }>("POST", jobs, 422, "errors", attributes);
    expect(errors[0]?.detail).toContain(words);
  });

  it("runs nothing while the app has no release with a slug, and says so in the app's log", async () => {
    const job = await made(often);
    const happened = await whatRuns(10 * minute);
    expect(happened).toMatchObject([{ kind: "job", result: "skipped", detail: "the app has no release with a slug" }]);
    expect((await listed())[0]?.attributes["ran-at"]).toBeNull();
    await get("DELETE", `${jobs}/${job.id}`, 204, null);
  });

  it("runs each job when it is due, as a dyno with the slug of the current release", async () => {
    await release("first");
    await made(often);
    await made({ ...often, command: "exit 3", every: 60 });
    const happened = await whatRuns(60 * minute);
    expect(happened.map(({ subject, result }) => `${subject} ${result}`)).toEqual(
      expect.arrayContaining([`${often.command} succeeded`, "exit 3 failed"]),
    );
    expect(happened).toHaveLength(7);
    expect(happened.find(({ result }) => result === "failed")?.detail).toMatch(/^scheduler\.\d+, exit code 3$/);
    expect((await listed()).map(({ attributes }) => attributes["ran-at"])).toEqual([
      "2026-11-23T11:10:00.000Z",
      "2026-11-23T11:00:00.000Z",
    ]);
  });

  it("leaves what they wrote in the app's log", async () => {
    const session = await stage.heroku<{ logplex_url: string }>("POST", "/apps/penny-jobs/log-sessions", { body: {} });
    const log = await (await fetch(session.body.logplex_url)).text();
    expect(log).toMatch(/app\[scheduler\.(\d+)\]: worked as scheduler\.\1/);
    expect(log).toContain("Did not run");
  });

  it("shows a change of the command or of the code at the next run", async () => {
    for (const job of await listed()) await get("DELETE", `${jobs}/${job.id}`, 204, null);
    await release("first");
    const job = await made({ ...often, command: "echo $(cat VERSION) one" });
    const said = async (): Promise<string> => {
      await whatRuns(10 * minute);
      const body = { lines: 3, source: "app", dyno: "scheduler" };
      const session = await stage.heroku<{ logplex_url: string }>("POST", "/apps/penny-jobs/log-sessions", { body });
      const lines = (await (await fetch(session.body.logplex_url)).text()).trim().split("\n");
      return lines.at(-1)?.replace(/^.*?\]: /, "") ?? "";
    };
    expect(await said()).toBe("first one");
    await get("PATCH", `${jobs}/${job.id}`, 200, "oneJob", { command: "echo $(cat VERSION) two" });
    expect(await said()).toBe("first two");
    await release("second");
    expect(await said()).toBe("second two");
  });

  it("forgets the jobs with the add-on", async () => {
    await stage.heroku("DELETE", "/apps/penny-jobs/addons/scheduler");
    expect(await whatRuns(10 * minute)).toEqual([]);
    await stage.heroku("POST", "/apps/penny-jobs/addons", { body: { plan: "scheduler:standard" } });
    await stage.advance(5000);
    expect(await listed()).toEqual([]);
  });
});

import { type Got, Visitor } from "../../../support/console";
import { openSandbox, type OpenSandbox } from "../../../support/sandbox";

/** The console's pages, on a whole sandbox. Each test goes on where the one before it stopped. */
jest.setTimeout(60_000);

const repository = "/repositories/penny-university/penny_university";
const hostile = `"><img src=x onerror=alert(1)>'&amp;`;
const shown = "&quot;>&lt;img src=x onerror=alert(1)>'&amp;amp;";

let stage: OpenSandbox;
let visitor: Visitor;

beforeAll(async () => {
  stage = await openSandbox();
  visitor = await Visitor.signIn(stage.sandbox);
});
afterAll(() => stage?.close());

async function github<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${stage.sandbox.urls.github}/api/v3/repos/penny-university/penny_university${path}`, {
    method,
    headers: { authorization: `Bearer ${stage.sandbox.credentials.githubToken}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

const heading = ({ html }: Got): string | undefined => /<h1>(.*?)<\/h1>/.exec(html)?.[1]?.replace(/<[^>]*>/g, "");

describe("before there is anything", () => {
  it.each([
    ["/", "There are no apps yet"],
    ["/apps", "npm start"],
    [`${repository}`, "No branch is protected"],
    [`${repository}/pulls`, "No open pull requests"],
    [`${repository}/runs`, "No workflow has run yet"],
    [`${repository}/settings`, "No environments"],
    ["/requests", "No requests yet"],
    ["/clock", "Nothing is scheduled"],
  ])("%s says so, and how to go on", async (path, text) => {
    const { status, html } = await visitor.get(path);
    expect(status).toBe(200);
    expect(html).toContain(text);
  });

  it.each(["/nowhere", "/apps/penny", "/repositories/nobody/nothing", `${repository}/pulls/7`, `${repository}/runs/7`])(
    "%s is not found, and says so",
    async (path) => {
      const { status, html } = await visitor.get(path);
      expect(status).toBe(404);
      expect(html).toContain("Not found");
    },
  );
});

describe("an app", () => {
  beforeAll(async () => {
    await stage.heroku("POST", "/apps", { body: { name: "penny" } });
    const vars = { SECRET_KEY: "very-secret", HOSTILE: hostile };
    await stage.heroku("PATCH", "/apps/penny/config-vars", { body: vars });
    await stage.heroku("POST", "/apps/penny/addons", { body: { plan: "heroku-postgresql:essential-0" } });
    await stage.advance(5000);
  });

  it("is shown with what it stands on", async () => {
    const page = await visitor.get("/apps/penny");
    expect(heading(page)).toBe("Apps / penny");
    expect(page.html).toContain("heroku-postgresql:essential-0");
    expect(page.html).toContain("No process types");
  });

  it("keeps the values of its config vars to itself until it is asked for one", async () => {
    const { html } = await visitor.get("/apps/penny/settings");
    for (const value of ["very-secret", "postgres://", "onerror"]) expect(html).not.toContain(value);
    const revealed = await visitor.get("/apps/penny/settings?reveal=SECRET_KEY");
    expect(revealed.html).toContain("very-secret");
    expect(revealed.html).not.toContain("postgres://");
    const all = await visitor.get("/apps/penny/settings?reveal=*");
    expect(all.html).toContain("postgres://");
    expect(all.html).toContain(shown);
  });

  it("shows its releases, the newest first", async () => {
    const { html } = await visitor.get("/apps/penny/activity");
    const versions = [...html.matchAll(/>v(\d+)<\/a>/g)].map(([, version]) => Number(version));
    expect(versions.length).toBeGreaterThan(2);
    expect(versions).toEqual([...versions].sort((a, b) => b - a));
    expect((await visitor.get(`/apps/penny/releases/${versions[0]}`)).html).toContain("had no release phase");
    expect((await visitor.get("/apps/penny/releases/99")).status).toBe(404);
  });

  it("shows its log, and each line that comes, as text", async () => {
    const { logs, state } = stage.sandbox.services.platform.parts;
    const { id } = state.apps.find(({ name }) => name === "penny")!;
    expect((await visitor.get("/apps/penny/logs")).html).toContain("Enable Logplex");
    const heard = await visitor.hear("/apps/penny/logs/events?dyno=web", (soFar) => {
      if (!soFar.includes("event: lines")) return false;
      if (!soFar.includes("onerror"))
        for (const dyno of ["worker.1", "web.1"]) logs.add(id, "app", dyno, `${dyno} ${hostile}`);
      return soFar.includes("onerror");
    });
    expect(heard).toContain(JSON.stringify(`web.1 ${shown}`).slice(1, -1));
    expect(heard).not.toContain("worker.1");
    expect(heard).not.toContain("<img");
  });

  it("shows the nights that have a backup, and when the next one is due", async () => {
    const addons = (await stage.heroku<{ id: string }[]>("GET", "/apps/penny/addons")).body;
    const schedules = `/client/v11/databases/${addons[0]!.id}/transfer-schedules`;
    await stage.heroku("POST", schedules, { body: { hour: 2, timezone: "America/Chicago" } });
    expect((await visitor.get("/apps/penny/backups")).html).toContain("24 Nov, 08:00");
    await stage.advance(24 * 3_600_000);
    const { html } = await visitor.get("/apps/penny/backups");
    expect(html).toMatch(/href="#a001" title="08:00 UTC: succeeded"/);
    expect(html).toContain("25 Nov, 08:00");
    expect((await visitor.get("/clock")).html).toContain("Backup of DATABASE_URL");
  });
});

describe("a repository", () => {
  beforeAll(async () => {
    const { object } = await github<{ object: { sha: string } }>("GET", "/git/ref/heads/master");
    await github("POST", "/git/refs", { ref: "refs/heads/<b>-branch", sha: object.sha });
    const content = Buffer.from("A digest.\n").toString("base64");
    await github("PUT", "/contents/digest.md", { message: hostile, content, branch: "<b>-branch" });
    await github("POST", "/pulls", { title: hostile, head: "<b>-branch", base: "master", body: hostile });
    await github("POST", "/issues/1/comments", { body: hostile });
    const checks = ["backend", "frontend"].map((context) => ({ context }));
    const required_status_checks = { strict: true, checks };
    const protection = { enforce_admins: true, required_pull_request_reviews: null, restrictions: null };
    await github("PUT", "/branches/master/protection", { ...protection, required_status_checks });
  });

  it("is shown with its branches and what protects them", async () => {
    const { html } = await visitor.get(repository);
    expect(html).toContain("&lt;b>-branch");
    expect(html).toContain("Checks must pass, on a branch that is up to date");
    expect(html).toContain("No force pushes");
  });

  it("says why a pull request cannot be merged, and which checks are missing", async () => {
    const { html } = await visitor.get(`${repository}/pulls/1`);
    expect(html).toContain("Merging is blocked");
    expect(html).toContain("2 of 2 required status checks are expected.");
    expect(html).toContain("digest.md");
  });

  it("shows what people wrote as text, wherever it stands", async () => {
    for (const path of [repository, `${repository}/pulls`, `${repository}/pulls/1`]) {
      const { html } = await visitor.get(path);
      expect([path, html.includes(shown), html.includes("<img src=x")]).toEqual([path, true, false]);
    }
  });

  it("shows checks as they are reported", async () => {
    const { head } = await github<{ head: { sha: string } }>("GET", "/pulls/1");
    for (const context of ["backend", "frontend"])
      await github("POST", `/statuses/${head.sha}`, { context, state: "success" });
    const heard = await visitor.hear(`${repository}/pulls/1/events`, (soFar) => soFar.includes("Merging"));
    expect(heard).toContain("Can be merged");
  });
});

describe("the request log", () => {
  it("shows a thousand requests in pages, the newest first, and how long they took", async () => {
    for (let batch = 0; batch < 20; batch += 1)
      await Promise.all(
        Array.from({ length: 50 }, (_, index) => stage.heroku("GET", `/apps/none-${batch * 50 + index}`)),
      );
    const { html } = await visitor.get("/requests?service=heroku&status=failed");
    expect(html).toContain("<dt>99th percentile</dt>");
    expect(html.match(/<tr id="request-/g)).toHaveLength(100);
    expect(html).toMatch(/Page 1 of 1\d /);
    const last = await visitor.get("/requests?service=heroku&status=failed&page=99");
    expect(last.html).toContain("Newer");
    expect(last.html).not.toContain("Older");
  });

  it("finds requests by what their path holds", async () => {
    const { html } = await visitor.get("/requests?q=none-77");
    expect(html.match(/<tr id="request-/g)!.length).toBeGreaterThanOrEqual(1);
    expect((await visitor.get("/requests?q=%3Cscript%3E")).html).toContain("No requests match");
  });

  it("acts out a fault until it is ended", async () => {
    const form = { act: "answer", status: "503", service: "heroku", path: "^/account$", times: "" };
    expect(await visitor.post("/faults", form)).toMatchObject({ status: 303 });
    expect((await stage.heroku("GET", "/account")).status).toBe(503);
    const { html } = await visitor.get("/requests");
    expect(html).toContain("Status 503 for any request to ^/account$ of heroku");
    const id = /name="id" value="([^"]+)"/.exec(html)![1]!;
    await visitor.post("/faults/end", { id });
    expect((await stage.heroku("GET", "/account")).status).toBe(200);
  });

  it("says which field of a fault is wrong", async () => {
    const { status, html } = await visitor.post("/faults", { act: "answer", path: "(" });
    expect(status).toBe(422);
    expect(html).toContain("must be a regular expression");
    expect(stage.sandbox.faults.list()).toEqual([]);
  });
});

describe("the clock", () => {
  it("is paused, goes on, and lets time pass", async () => {
    const before = stage.sandbox.clock.now().getTime();
    await visitor.post("/clock/pause");
    expect((await visitor.get("/clock")).html).toContain("UTC, paused");
    await visitor.post("/clock/resume");
    expect(await visitor.post("/clock/advance", { hours: "1" })).toMatchObject({ status: 303 });
    await visitor.hear("/clock/events", () => stage.sandbox.clock.now().getTime() === before + 3_600_000);
    expect((await visitor.get("/clock")).html).not.toContain("paused");
  });

  it("only goes forward, and not for years", async () => {
    for (const hours of ["-1", "0", "soon", "9999999"])
      expect((await visitor.post("/clock/advance", { hours })).status).toBe(422);
  });
});

describe("while the sandbox is being reset", () => {
  it("says so, and is back afterwards with nothing of before", async () => {
    const reset = stage.sandbox.reset();
    const { status, html } = await visitor.get("/apps");
    expect(status).toBe(503);
    expect(html).toContain("The sandbox is being reset");
    await reset;
    const after = await visitor.get("/apps");
    expect(after.status).toBe(200);
    expect(after.html).toContain("There are no apps yet");
    expect((await visitor.get("/requests")).html).toContain("No requests yet");
  });
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Secret } from "../../../../provider/engine/values";
import { stageProvider, type ProviderStage } from "../../../support/provider-stage";

jest.setTimeout(60_000);

describe("a creation whose answer is lost", () => {
  let stage: ProviderStage;
  let app: string;
  beforeAll(async () => {
    stage = await stageProvider();
    app = (await stage.provider.make("App", { name: "lossy" })).id;
  });
  afterAll(() => stage.close());
  afterEach(() => stage.faults.clear());

  const lose = (path: string) => stage.faults.add({ id: "lost", method: "POST", path, act: "lose-answer", times: 1 });
  const posts = (path: RegExp) => stage.requests.filter((line) => line.startsWith("POST") && path.test(line)).length;

  it("finds the app by its name", async () => {
    lose("^/apps$");
    const made = await stage.provider.make("App", { name: "lost-app", maintenance: true });
    expect(made.properties).toMatchObject({ name: "lost-app", maintenance: true });
  });

  it("takes no app that was there before", async () => {
    await stage.heroku("POST", "/apps", { name: "there-before" });
    lose("^/apps$");
    await expect(stage.provider.make("App", { name: "there-before" })).rejects.toThrow(
      /Whether app there-before was made/,
    );
  });

  it("finds the add-on, the job and the build among those of the app, and makes no second one", async () => {
    const { provider, heroku } = stage;
    lose("/addons$");
    const addon = await provider.make("Addon", { app, plan: "scheduler:standard" });
    expect((await heroku<unknown>("GET", `/apps/${app}/addons`)).body).toMatchObject([{ id: addon.id }]);
    lose("/jobs$");
    const job = await provider.make("SchedulerJob", { app, command: "true", frequency: "every 10 minutes" });
    const jobs = (await heroku<{ data: { id: string }[] }>("GET", `/apps/${app}/jobs`)).body.data;
    expect(jobs.map(({ id }) => id)).toEqual([job.id]);
    const folder = mkdtempSync(join(tmpdir(), "build-source-"));
    writeFileSync(join(folder, "package.json"), '{"name":"x","version":"1.0.0"}');
    writeFileSync(join(folder, "Procfile"), "worker: sleep 60\n");
    lose("/builds$");
    await provider.make("Build", { app, source: { path: folder } });
    rmSync(folder, { recursive: true });
    expect((await heroku<unknown[]>("GET", `/apps/${app}/builds`)).body).toHaveLength(1);
  });

  it("keeps the authorization, and gives it a token that is known", async () => {
    lose("^/oauth/authorizations$");
    const made = await stage.provider.make("OauthAuthorization", { scopes: ["read"], description: "Lost" });
    const token = (made.properties["token"] as Secret).reveal() as string;
    expect(token).not.toContain("***");
    const headers = { authorization: `Bearer ${token}`, accept: "application/vnd.heroku+json; version=3" };
    expect((await fetch(`${stage.url}/apps/lossy`, { headers })).status).toBe(200);
    const all = (await stage.heroku<unknown>("GET", "/oauth/authorizations")).body as { description: string }[];
    expect(all.filter(({ description }) => description === "Lost")).toHaveLength(1);
  });

  it("is not repeated when nothing was made, and the next step is told", async () => {
    stage.faults.add({ id: "down", method: "POST", path: "/addons$", act: "answer", status: 503, times: 1 });
    const before = posts(/\/addons$/);
    const failed = stage.provider.make("Addon", { app, plan: "heroku-redis:mini" });
    await expect(failed).rejects.toThrow(/answered 503.*is not known: none is there. Look for it, and import it/);
    expect(posts(/\/addons$/)).toBe(before + 1);
  });

  it("does not take what another creation made at the same time", async () => {
    const { provider } = stage;
    lose("/jobs$");
    const job = { app, command: "twin", frequency: "every 10 minutes" };
    const twins = await Promise.all([provider.make("SchedulerJob", job), provider.make("SchedulerJob", job)]);
    expect(new Set(twins.map(({ id }) => id)).size).toBe(2);
  });
});

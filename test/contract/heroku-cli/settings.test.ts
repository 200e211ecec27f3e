import { execFileSync } from "node:child_process";
import { stageCli, type CliStage } from "../../support/heroku-cli/stage";

jest.setTimeout(300_000);

const app = ["--app", "penny-cli"] as const;

/** Heroku's own CLI makes an app and sets what hangs on it. Each test goes on where the one before it stopped. */
describe("the heroku CLI with an app's settings", () => {
  let cli: CliStage;
  beforeAll(async () => {
    cli = await stageCli();
  });
  afterAll(() => cli?.close());

  const of = (what: string) => cli.api(`/apps/penny-cli/${what}`);

  it("makes, shows and renames an app", async () => {
    await cli.heroku("apps:create", "penny-first");
    await cli.heroku("apps:rename", "penny-cli", "--app", "penny-first");
    const [list, info] = await Promise.all([cli.heroku("apps"), cli.heroku("apps:info", ...app)]);
    expect(list).toContain("penny-cli");
    expect(info).toMatch(/=== penny-cli[^]+Owner: +developer@penny\.test/);
  });

  it("sets, shows and unsets config vars", async () => {
    expect(await cli.run("heroku", ["config:set", "GREETING=hello", "OTHER=1", ...app])).toMatchObject({
      exitCode: 0,
      all: expect.stringContaining("done, v3"),
    });
    const [one] = await Promise.all([
      cli.heroku("config:get", "GREETING", ...app),
      cli.heroku("config:unset", "OTHER", ...app),
    ]);
    expect(one).toBe("hello");
    expect(JSON.parse(await cli.heroku("config", ...app, "--json"))).toEqual({ GREETING: "hello" });
  });

  it("switches features and maintenance mode, and sets buildpacks", () =>
    Promise.all([features(), maintenance(), buildpacks()]));

  async function features(): Promise<void> {
    await cli.heroku("features:enable", "preboot", ...app);
    expect(await cli.heroku("features:info", "preboot", ...app)).toMatch(/Enabled: +true/);
    await cli.heroku("features:disable", "preboot", ...app);
    const [general, labs, exec] = await Promise.all([
      cli.heroku("features", ...app),
      cli.heroku("labs", ...app),
      cli.run("heroku", ["ps:exec", ...app]),
    ]);
    expect(general).toMatch(/\[ \] +preboot/);
    expect(labs).toMatch(/\[ \] +log-runtime-metrics/);
    expect(exec).toMatchObject({ exitCode: 2, all: expect.stringContaining("nobody signs in to a dyno that runs") });
  }

  async function maintenance(): Promise<void> {
    await cli.heroku("maintenance:on", ...app);
    expect(await cli.heroku("maintenance", ...app)).toBe("on");
    await cli.heroku("maintenance:off", ...app);
    expect(await cli.api("/apps/penny-cli")).toMatchObject({ maintenance: false });
  }

  async function buildpacks(): Promise<void> {
    await cli.heroku("buildpacks:set", "heroku/python", ...app);
    await cli.heroku("buildpacks:add", "heroku/nodejs", ...app);
    expect(await cli.heroku("buildpacks", ...app)).toMatch(/heroku\/python[^]+heroku\/nodejs/);
    await cli.heroku("buildpacks:clear", ...app);
    expect((await cli.run("heroku", ["buildpacks:add", "heroku/none", ...app])).exitCode).not.toBe(0);
    expect(await of("buildpack-installations")).toEqual([]);
  }

  it("adds domains and certificates, and removes them", async () => {
    const files = ["-keyout", "site.key", "-out", "site.crt"];
    const subject = ["-subj", "/CN=www.penny.test", "-addext", "subjectAltName=DNS:www.penny.test", "-days", "30"];
    const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
    execFileSync("openssl", ["req", "-x509", ...key, ...files, ...subject], { cwd: cli.source, stdio: "ignore" });
    await cli.heroku("certs:add", "site.crt", "site.key", ...app);
    const [certificates] = await Promise.all([
      cli.heroku("certs", ...app),
      cli.heroku("domains:add", "www.penny.test", ...app),
    ]);
    expect(certificates).toContain("www.penny.test");
    expect(await cli.heroku("domains", ...app)).toMatch(/www\.penny\.test +CNAME +\S+\.herokudns\.com/);
    await cli.heroku("domains:remove", "www.penny.test", ...app);
    await cli.heroku("certs:remove", ...app, "--confirm", "penny-cli");
    expect(await of("domains")).toEqual([expect.objectContaining({ kind: "heroku" })]);
    expect(await of("sni-endpoints")).toEqual([]);
  });

  it("adds and removes drains, webhooks and collaborators", () => Promise.all([drains(), webhooks(), access()]));

  async function drains(): Promise<void> {
    await cli.heroku("drains:add", "https://logs.penny.test/drain", ...app);
    expect(await cli.heroku("drains", ...app)).toMatch(/logs\.penny\.test\/drain \(d\.[0-9a-f-]{36}\)/);
    await cli.heroku("drains:remove", "https://logs.penny.test/drain", ...app);
    expect(await of("log-drains")).toEqual([]);
  }

  async function webhooks(): Promise<void> {
    await cli.heroku("webhooks:add", "-i", "api:release", "-l", "notify", "-u", "http://127.0.0.1:9/", ...app);
    await cli.heroku("config:set", "GREETING=again", ...app);
    const [deliveries, list] = await Promise.all([
      cli.heroku("webhooks:deliveries", ...app),
      cli.heroku("webhooks", ...app),
    ]);
    expect(deliveries).toContain("api:release");
    await cli.heroku("webhooks:remove", /[0-9a-f-]{36}/.exec(list)?.[0] ?? "", ...app);
    expect(await of("webhooks")).toEqual([]);
  }

  async function access(): Promise<void> {
    await cli.heroku("access:add", "friend@penny.test", ...app);
    expect(await cli.heroku("access", ...app)).toContain("friend@penny.test");
    await cli.heroku("access:remove", "friend@penny.test", ...app);
    expect(await of("collaborators")).toEqual([expect.objectContaining({ role: "owner" })]);
  }

  it("makes, rotates and revokes authorizations", async () => {
    const wanted = ["--description", "deploy", "--expires-in", "3600", "--json"];
    const made = JSON.parse(await cli.heroku("authorizations:create", ...wanted));
    expect(made).toMatchObject({
      description: "deploy",
      scope: ["global"],
      access_token: { expires_in: expect.closeTo(3600, -2) },
    });
    expect(await cli.heroku("authorizations")).toContain("deploy");
    const rotated = await cli.heroku("authorizations:rotate", made.id);
    expect(rotated).toMatch(/Token: +HRKU-/);
    expect(rotated).not.toContain(made.access_token.token);
    await cli.heroku("authorizations:revoke", made.id);
    expect(await cli.api("/oauth/authorizations")).toEqual([]);
  });

  it("destroys an app", async () => {
    await cli.heroku("apps:destroy", ...app, "--confirm", "penny-cli");
    expect(await cli.heroku("apps")).toBe("You have no apps.");
  });
});

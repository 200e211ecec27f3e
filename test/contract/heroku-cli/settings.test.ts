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

  it("makes, shows and renames an app", async () => {
    await cli.heroku("apps:create", "penny-first");
    await cli.heroku("apps:rename", "penny-cli", "--app", "penny-first");
    expect(await cli.heroku("apps")).toContain("penny-cli");
    expect(await cli.heroku("apps:info", ...app)).toContain("=== penny-cli");
  });

  it("sets, shows and unsets config vars", async () => {
    await cli.heroku("config:set", "GREETING=hello", "OTHER=1", ...app);
    expect(await cli.heroku("config:get", "GREETING", ...app)).toBe("hello");
    await cli.heroku("config:unset", "OTHER", ...app);
    expect(JSON.parse(await cli.heroku("config", ...app, "--json"))).toEqual({ GREETING: "hello" });
  });

  it("switches features and maintenance mode, and sets buildpacks", async () => {
    await cli.heroku("features:enable", "preboot", ...app);
    expect(await cli.heroku("features:info", "preboot", ...app)).toMatch(/Enabled: +true/);
    await cli.heroku("features:disable", "preboot", ...app);
    expect(await cli.heroku("features", ...app)).toMatch(/\[ \] +preboot/);
    await cli.heroku("maintenance:on", ...app);
    expect(await cli.heroku("maintenance", ...app)).toBe("on");
    await cli.heroku("maintenance:off", ...app);
    await cli.heroku("buildpacks:set", "heroku/python", ...app);
    await cli.heroku("buildpacks:add", "heroku/nodejs", ...app);
    expect(await cli.heroku("buildpacks", ...app)).toMatch(/heroku\/python[^]+heroku\/nodejs/);
    await cli.heroku("buildpacks:clear", ...app);
    expect((await cli.run("heroku", ["buildpacks:add", "heroku/none", ...app])).exitCode).not.toBe(0);
  });

  it("adds domains and certificates", async () => {
    const files = ["-keyout", "site.key", "-out", "site.crt"];
    const subject = ["-subj", "/CN=www.penny.test", "-addext", "subjectAltName=DNS:www.penny.test", "-days", "30"];
    const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
    execFileSync("openssl", ["req", "-x509", ...key, ...files, ...subject], { cwd: cli.source, stdio: "ignore" });
    await cli.heroku("certs:add", "site.crt", "site.key", ...app);
    expect(await cli.heroku("certs", ...app)).toContain("www.penny.test");
    await cli.heroku("domains:add", "www.penny.test", ...app);
    expect(await cli.heroku("domains", ...app)).toMatch(/www\.penny\.test +CNAME +\S+\.herokudns\.com/);
    await cli.heroku("domains:remove", "www.penny.test", ...app);
    await cli.heroku("certs:remove", ...app, "--confirm", "penny-cli");
  });

  it("adds and removes drains, webhooks and collaborators", async () => {
    await cli.heroku("drains:add", "https://logs.penny.test/drain", ...app);
    expect(await cli.heroku("drains", ...app)).toMatch(/logs\.penny\.test\/drain \(d\.[0-9a-f-]{36}\)/);
    await cli.heroku("drains:remove", "https://logs.penny.test/drain", ...app);
    await cli.heroku("webhooks:add", "-i", "api:release", "-l", "notify", "-u", "http://127.0.0.1:9/", ...app);
    await cli.heroku("config:set", "GREETING=again", ...app);
    expect(await cli.heroku("webhooks:deliveries", ...app)).toContain("api:release");
    const [webhook = ""] = /[0-9a-f-]{36}/.exec(await cli.heroku("webhooks", ...app)) ?? [];
    await cli.heroku("webhooks:remove", webhook, ...app);
    await cli.heroku("access:add", "friend@penny.test", ...app);
    expect(await cli.heroku("access", ...app)).toContain("friend@penny.test");
    await cli.heroku("access:remove", "friend@penny.test", ...app);
  });

  it("makes, rotates and revokes authorizations", async () => {
    const made = JSON.parse(await cli.heroku("authorizations:create", "--description", "deploy", "--json"));
    expect(made).toMatchObject({ description: "deploy", scope: ["global"] });
    expect(await cli.heroku("authorizations")).toContain("deploy");
    await cli.heroku("authorizations:rotate", made.id);
    await cli.heroku("authorizations:revoke", made.id);
  });

  it("destroys an app", async () => {
    await cli.heroku("apps:destroy", ...app, "--confirm", "penny-cli");
    expect(await cli.heroku("apps")).toBe("You have no apps.");
  });
});

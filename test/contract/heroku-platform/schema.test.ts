import { herokuPlatformGaps } from "../../../sandbox/contracts/heroku-platform-gaps";
import { certificateFor } from "../../support/certificate";
import { openChecker, type Checker, type Row } from "../../support/heroku-checker";
import { pathsOfAccount, pathsOfApp } from "../../support/heroku-paths";
import { links } from "../../support/heroku-schema";
import { tarball, webApplication } from "../../support/sources";

/** A real build takes minutes. */
jest.setTimeout(process.env["SANDBOX_CONTRACT_HEROKU_API_KEY"] ? 600_000 : 60_000);

let checker: Checker;
let app: string;
let name: string;
const checked: Checker["checked"] = (...args) => checker.checked(...args);
const idOf = ({ body }: { body: Row }): string => String(body["id"]);

beforeAll(async () => {
  checker = await openChecker();
  name = checker.target.appName;
  app = `/apps/${name}`;
  await checked("POST", "/apps", { name });
});
afterAll(() => checker.close());

/** Each answer of a whole life of an app, held against the schema that Heroku publishes. */
describe("answers of the Platform API", () => {
  it.each(pathsOfAccount)("GET %s", async (path) => {
    await checked("GET", path);
  });

  it.each(pathsOfApp)("GET /apps/:app%s", async (path) => {
    await checked("GET", `${app}${path}`);
  });

  it("changes an account and an app", async () => {
    await checked("PATCH", "/account", {});
    await checked("PATCH", "/users/~", {});
    await checked("GET", "/account/features/app-overview");
    await checked("PATCH", "/account/features/app-overview", { enabled: true });
    await checked("PATCH", app, { maintenance: true });
    await checked("PATCH", app, { maintenance: false });
    await checked("PATCH", `${app}/config-vars`, { GREETING: "hello" });
    await checked("PATCH", `${app}/features/log-runtime-metrics`, { enabled: true });
    await checked("PUT", `${app}/buildpack-installations`, { updates: [{ buildpack: "heroku/nodejs" }] });
    await checked("POST", `${app}/log-sessions`, { lines: 1 });
    await checked("POST", "/filters/apps", { in: { id: [idOf(await checked("GET", app))] } });
    for (const method of ["POST", "PATCH", "DELETE"]) await checked(method, `${app}/acm`);
  });

  it("makes and removes an authorization", async () => {
    const path = `/oauth/authorizations/${idOf(await checked("POST", "/oauth/authorizations", { scope: ["read"] }))}`;
    await checked("GET", path);
    await checked("PATCH", path, { description: "changed" });
    await checked("POST", `${path}/actions/regenerate-tokens`);
    await checked("DELETE", path);
  });

  it("adds certificates, domains, drains and collaborators", async () => {
    const hostname = `www.${name}.example.com`;
    const pair = certificateFor(hostname);
    const endpoint = `${app}/sni-endpoints/${idOf(await checked("POST", `${app}/sni-endpoints`, pair))}`;
    await checked("PATCH", endpoint, pair);
    await checked("GET", endpoint);
    await checked("POST", `${app}/domains`, { hostname, sni_endpoint: null });
    const sni_endpoint = idOf(await checked("GET", endpoint));
    await checked("PATCH", `${app}/domains/${hostname}`, { sni_endpoint });
    await checked("GET", `${app}/domains/${hostname}`);
    await checked("DELETE", `${app}/domains/${hostname}`);
    await checked("DELETE", endpoint);
    const drain = `${app}/log-drains/${idOf(await checked("POST", `${app}/log-drains`, { url: "https://logs.example.com/" }))}`;
    await checked("GET", drain);
    await checked("DELETE", drain);
    const friend = `${app}/collaborators/friend@example.com`;
    await checked("POST", `${app}/collaborators`, { user: "friend@example.com", silent: true });
    await checked("GET", friend);
    await checked("DELETE", friend);
  });

  it("tells webhooks", async () => {
    const wanted = { include: ["api:release"], level: "notify", url: "https://127.0.0.1:1/" };
    const webhook = `${app}/webhooks/${idOf(await checked("POST", `${app}/webhooks`, wanted))}`;
    await checked("GET", webhook);
    await checked("PATCH", webhook, { ...wanted, level: "sync" });
    await checked("PATCH", `${app}/config-vars`, { GREETING: "again" });
    const first = async (path: string): Promise<string> => String((await checked<Row[]>("GET", path)).body[0]?.["id"]);
    await checker.target.until(async () => (await first(`${app}/webhook-deliveries`)) !== "undefined");
    for (const path of ["webhook-deliveries", "webhook-events"])
      await checked("GET", `${app}/${path}/${await first(`${app}/${path}`)}`);
    await checked("DELETE", webhook);
  });

  it("builds, releases, scales and runs", async () => {
    const archive = await tarball(webApplication({ release: "echo migrated" }));
    const source = await checked<{ source_blob: { get_url: string; put_url: string } }>("POST", "/sources");
    await checked("POST", `${app}/sources`);
    expect(await checker.target.upload(source.body.source_blob.put_url, archive)).toBe(200);
    const body = { source_blob: { url: source.body.source_blob.get_url, version: "0123456789abcdef" } };
    const path = `${app}/builds/${idOf(await checked("POST", `${app}/builds`, body))}`;
    await checker.target.until(async () => (await checked("GET", path)).body["status"] !== "pending");
    const built = await checked<{ slug: { id: string }; release: { id: string }; status: string }>("GET", path);
    expect(built.body.status).toBe("succeeded");
    await checked("GET", `${app}/slugs/${built.body.slug.id}`);
    const release = `${app}/releases/${built.body.release.id}`;
    await checker.target.until(async () => (await checked("GET", release)).body["status"] !== "pending");
    expect((await checked("GET", release)).body).toMatchObject({ status: "succeeded", description: "Deploy 01234567" });
    await checked("GET", `${app}/formation`);
    await checked("GET", `${app}/formation/web`);
    await checked("PATCH", `${app}/formation/web`, { quantity: 1 });
    await checked("PATCH", `${app}/formation`, { updates: [{ type: "web", quantity: 1, size: "Basic" }] });
    await checked("GET", `${app}/dynos`);
    await checked("GET", `${app}/dynos/web.1`);
    const dyno = await checked("POST", `${app}/dynos`, { command: "sleep 30" });
    await checked("POST", `${app}/dynos/${String(dyno.body["name"])}/actions/stop`);
    await checked("DELETE", `${app}/dynos/web.1`);
    await checked("DELETE", `${app}/dynos`);
    await checked("DELETE", `${app}/formations/web`);
    await checked("POST", `${app}/formations/web/actions/stop`);
    await checked("POST", `${app}/releases`, { release: built.body.release.id });
    await checked("POST", `${app}/slugs`, { process_types: { web: "true" } });
    await checked("DELETE", `${app}/builds/${idOf(await checked("POST", `${app}/builds`, body))}`);
    await checked("DELETE", `${app}/build-cache`);
  });

  it("provisions, attaches and removes a database", async () => {
    const made = await checked("POST", `${app}/addons`, { plan: "heroku-postgresql:essential-0" });
    const path = `${app}/addons/${idOf(made)}`;
    await checker.target.until(async () => (await checked("GET", path)).body["state"] === "provisioned");
    expect((await checked("GET", `${app}/config-vars`)).body["DATABASE_URL"]).toMatch(/^postgres:\/\//);
    const addon = `/addons/${String(made.body["name"])}`;
    await checked("GET", addon);
    await checked("GET", `${addon}/config`);
    await checked("GET", `${addon}/addon-attachments`);
    await checked("POST", "/actions/addons/resolve", { addon: made.body["name"] });
    await checked("POST", "/actions/addon-attachments/resolve", { addon_attachment: "DATABASE", app: name });
    await checked("GET", `${app}/addon-attachments/DATABASE`);
    const attached = await checked("POST", "/addon-attachments", { addon: idOf(made), app: name, name: "SECOND" });
    await checked("GET", `/addon-attachments/${idOf(attached)}`);
    await checked("DELETE", `/addon-attachments/${idOf(attached)}`);
    await checked("PATCH", path, { plan: "heroku-postgresql:essential-1" });
    await checked("DELETE", path);
  });

  it("promotes through a pipeline", async () => {
    const target = await checked("POST", "/apps", { name: `${name}-b`.slice(-30) });
    const made = await checked("POST", "/pipelines", { name: name.slice(0, 30), owner: null });
    const pipeline = `/pipelines/${idOf(made)}`;
    await checked("GET", pipeline);
    await checked("PATCH", pipeline, { name: name.slice(0, 30) });
    const couple = (of: string, stage: string) =>
      checked("POST", "/pipeline-couplings", { app: of, pipeline: idOf(made), stage });
    const coupling = `/pipeline-couplings/${idOf(await couple(name, "staging"))}`;
    await checked("PATCH", coupling, { stage: "development" });
    await checked("GET", coupling);
    await couple(idOf(target), "production");
    await checked("GET", `${app}/pipeline-couplings`);
    for (const list of [
      "pipeline-couplings",
      "latest-builds",
      "latest-releases",
      "latest-deployments",
      "pipeline-stack",
    ])
      await checked("GET", `${pipeline}/${list}`);
    await checked("PATCH", `${pipeline}/stage/test/config-vars`, { A: "1" });
    await checked("GET", `${pipeline}/stage/test/config-vars`);
    const source = { app: { id: idOf(await checked("GET", app)) } };
    const targets = [{ app: { id: idOf(target) } }];
    const promotion = await checked("POST", "/pipeline-promotions", { pipeline: { id: idOf(made) }, source, targets });
    await checked("GET", `/pipeline-promotions/${idOf(promotion)}`);
    await checked("GET", `/pipeline-promotions/${idOf(promotion)}/promotion-targets`);
    await checked("DELETE", coupling);
    await checked("DELETE", pipeline);
    await checked("DELETE", `/apps/${idOf(target)}`);
  });

  it("has apps of a team", async () => {
    const { team } = checker.target;
    if (team === undefined) return;
    await checked("GET", `/teams/${team}`);
    const path = `/teams/apps/${idOf(await checked("POST", "/teams/apps", { team, name: `${name}-t`.slice(-30) }))}`;
    await checked("GET", path);
    await checked("PATCH", path, { locked: true });
    await checked("GET", `/teams/${team}/apps`);
    await checked("GET", `/teams/${team}/pipeline-couplings`);
    const friend = `${path}/collaborators/friend@example.com`;
    await checked("POST", `${path}/collaborators`, { user: "friend@example.com", permissions: ["view"] });
    await checked("PATCH", friend, { permissions: ["view", "deploy"] });
    await checked("GET", friend);
    await checked("GET", `${path}/collaborators`);
    await checked("DELETE", friend);
    await checked("DELETE", path.replace("/teams", ""));
  });

  it("ends with the app", async () => {
    await checked("DELETE", app);
  });

  it("were asked for at every endpoint that the sandbox implements", () => {
    if (checker.target.real) return;
    const plain = (text: string): string => text.replace(/:\w+/g, ":");
    const gaps = new Set(herokuPlatformGaps.map(({ method, path }) => plain(`${method} ${path}`)));
    const implemented = links.map(({ method, route }) => plain(`${method} ${route}`)).filter((one) => !gaps.has(one));
    expect(implemented.filter((endpoint) => !checker.called.has(endpoint))).toEqual([]);
  });
});

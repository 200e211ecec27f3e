import { herokuPlatformDeviations } from "../../../sandbox/contracts/heroku-platform-deviations";
import { contractTarget, type ContractTarget } from "../../support/heroku-contract";
import type { Answer, CallOptions } from "../../support/heroku-platform";
import { linkOf, statusOf, violations } from "../../support/heroku-schema";
import { tarball, webApplication } from "../../support/sources";

type Row = Record<string, unknown>;

/** A real build takes minutes. */
jest.setTimeout(process.env["SANDBOX_CONTRACT_HEROKU_API_KEY"] ? 600_000 : 60_000);

/** Each answer of a whole life of an app, held against the schema that Heroku publishes. */
describe("answers of the Platform API", () => {
  let target: ContractTarget;
  let app: string;
  beforeAll(async () => {
    target = await contractTarget();
    app = `/apps/${target.appName}`;
    await checked("POST", "/apps", { body: { name: target.appName } });
  });
  afterAll(async () => {
    await target.call("DELETE", app);
    await target.close();
  });

  /** Calls, and fails with all violations that are not known deviations. */
  async function checked<T = Row>(method: string, path: string, options?: CallOptions): Promise<Answer<T>> {
    const answer = await target.call<T>(method, path, options);
    const link = linkOf(method, path);
    if (!link) throw new Error(`${method} ${path} is not in Heroku's schema`);
    if (!statusOf(link).includes(answer.status))
      throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    const endpoint = `${method} ${link.route}`;
    const known = (violation: string): boolean =>
      herokuPlatformDeviations.some((row) => row.endpoint.test(endpoint) && row.violation.test(violation));
    const found = violations(link, answer.body).filter((violation) => !known(violation));
    if (found.length > 0) throw new Error(`${endpoint}:\n  ${found.join("\n  ")}`);
    return answer;
  }

  it.each([
    ["GET", "/account"],
    ["GET", "/users/~"],
    ["GET", "/users/~/apps"],
    ["GET", "/users/~/addons"],
    ["GET", "/account/features"],
    ["GET", "/account/rate-limits"],
    ["GET", "/account/delinquency"],
    ["GET", "/apps"],
    ["GET", "/addons"],
    ["GET", "/addon-attachments"],
    ["GET", "/addon-services"],
    ["GET", "/addon-services/heroku-postgresql"],
    ["GET", "/addon-services/heroku-postgresql/plans"],
    ["GET", "/addon-services/heroku-postgresql/plans/essential-0"],
    ["GET", "/plans/heroku-postgresql:essential-0"],
    ["GET", "/regions"],
    ["GET", "/regions/us"],
    ["GET", "/stacks"],
    ["GET", "/stacks/heroku-24"],
    ["GET", "/dyno-sizes"],
    ["GET", "/dyno-sizes/Basic"],
    ["GET", "/teams"],
    ["GET", "/oauth/authorizations"],
  ])("%s %s", async (method, path) => {
    await checked(method, path);
  });

  it.each([
    "",
    "/acm",
    "/addons",
    "/addon-attachments",
    "/available-stacks",
    "/available-dyno-sizes",
    "/buildpack-installations",
    "/builds",
    "/collaborators",
    "/config-vars",
    "/domains",
    "/dynos",
    "/features",
    "/features/log-runtime-metrics",
    "/formation",
    "/releases",
    "/releases/1",
    "/releases/2/config-vars",
  ])("GET /apps/:app%s", async (path) => {
    if (path === "/acm") await checked("PATCH", `${app}/acm`);
    else await checked("GET", `${app}${path}`);
  });

  it("changes an app", async () => {
    await checked("PATCH", app, { body: { maintenance: true } });
    await checked("PATCH", app, { body: { maintenance: false } });
    await checked("PATCH", `${app}/config-vars`, { body: { GREETING: "hello" } });
    await checked("PATCH", `${app}/features/log-runtime-metrics`, { body: { enabled: true } });
    await checked("PUT", `${app}/buildpack-installations`, { body: { updates: [{ buildpack: "heroku/nodejs" }] } });
    await checked("POST", `${app}/log-sessions`, { body: { lines: 1 } });
  });

  it("makes and removes an authorization", async () => {
    const { body } = await checked("POST", "/oauth/authorizations", {
      body: { scope: ["read"], description: "contract" },
    });
    const path = `/oauth/authorizations/${String(body["id"])}`;
    await checked("GET", path);
    await checked("PATCH", path, { body: { description: "changed" } });
    await checked("POST", `${path}/actions/regenerate-tokens`);
    await checked("DELETE", path);
  });

  it("builds, releases, scales and runs", async () => {
    const archive = await tarball(webApplication({ release: "echo migrated" }));
    const source = await checked<{ source_blob: { get_url: string; put_url: string } }>("POST", "/sources");
    expect(await target.upload(source.body.source_blob.put_url, archive)).toBe(200);
    const body = { source_blob: { url: source.body.source_blob.get_url, version: "0123456789abcdef" } };
    const build = await checked("POST", `${app}/builds`, { body });
    const path = `${app}/builds/${String(build.body["id"])}`;
    await target.until(async () => (await checked(`GET`, path)).body["status"] !== "pending");
    const built = await checked<{ slug: { id: string }; release: { id: string }; status: string }>("GET", path);
    expect(built.body.status).toBe("succeeded");
    await checked("GET", `${app}/slugs/${built.body.slug.id}`);
    const release = `${app}/releases/${built.body.release.id}`;
    await target.until(async () => (await checked("GET", release)).body["status"] !== "pending");
    expect((await checked("GET", release)).body).toMatchObject({ status: "succeeded", description: "Deploy 01234567" });
    await checked("GET", `${app}/formation`);
    await checked("GET", `${app}/formation/web`);
    await checked("PATCH", `${app}/formation/web`, { body: { quantity: 1 } });
    await checked("PATCH", `${app}/formation`, { body: { updates: [{ type: "web", quantity: 1, size: "Basic" }] } });
    await checked("GET", `${app}/dynos`);
    await checked("GET", `${app}/dynos/web.1`);
    const dyno = await checked("POST", `${app}/dynos`, { body: { command: "sleep 30" } });
    await checked("POST", `${app}/dynos/${String(dyno.body["name"])}/actions/stop`);
    await checked("DELETE", `${app}/dynos/web.1`);
    await checked("DELETE", `${app}/dynos`);
    await checked("DELETE", `${app}/formations/web`);
    await checked("POST", `${app}/formations/web/actions/stop`);
    await checked("POST", `${app}/releases`, { body: { release: built.body.release.id } });
    await checked("POST", `${app}/slugs`, { body: { process_types: { web: "true" } } });
    await checked("DELETE", `${app}/build-cache`);
  });

  it("provisions, attaches and removes a database", async () => {
    const made = await checked("POST", `${app}/addons`, { body: { plan: "heroku-postgresql:essential-0" } });
    const path = `${app}/addons/${String(made.body["id"])}`;
    await target.until(async () => (await checked("GET", path)).body["state"] === "provisioned");
    expect((await checked<Row>("GET", `${app}/config-vars`)).body["DATABASE_URL"]).toMatch(/^postgres:\/\//);
    const addon = `/addons/${String(made.body["name"])}`;
    await checked("GET", addon);
    await checked("GET", `${addon}/config`);
    await checked("GET", `${addon}/addon-attachments`);
    await checked("POST", "/actions/addons/resolve", { body: { addon: made.body["name"] } });
    await checked("POST", "/actions/addon-attachments/resolve", {
      body: { addon_attachment: "DATABASE", app: target.appName },
    });
    await checked("GET", `${app}/addon-attachments/DATABASE`);
    const attached = await checked("POST", "/addon-attachments", {
      body: { addon: made.body["id"], app: target.appName, name: "SECOND" },
    });
    await checked("GET", `/addon-attachments/${String(attached.body["id"])}`);
    await checked("DELETE", `/addon-attachments/${String(attached.body["id"])}`);
    await checked("PATCH", path, { body: { plan: "heroku-postgresql:essential-1" } });
    await checked("DELETE", path);
  });
});

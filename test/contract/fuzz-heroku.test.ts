import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { herokuPlatformDeviations } from "../../sandbox/contracts/heroku-platform-deviations";
import { Fuzzer, type Heard } from "../support/fuzz/fuzzer";
import { byPurpose, herokuBody, herokuEndpoints, inPaths, stocked, type Endpoint } from "../support/fuzz/heroku";
import { wrongUnpublished } from "../support/fuzz/heroku-unpublished";
import { linkOf, violations } from "../support/heroku-schema";
import { openSandbox, type OpenSandbox } from "../support/sandbox";
import { tarball } from "../support/sources";

jest.setTimeout(300_000);

let stage: OpenSandbox;
let endpoints: Endpoint[];
const folder = mkdtempSync(join(tmpdir(), "fuzz-"));

beforeAll(async () => {
  stage = await openSandbox();
  endpoints = await herokuEndpoints(folder);
});
afterAll(async () => {
  await stage?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** An app with a release, a database, jobs and a pipeline: what most routes are about. Made anew when a request has deleted it. */
async function stock(): Promise<void> {
  const { app, database, jobs, pipeline } = stocked;
  const post = async (path: string, body: object): Promise<Record<string, unknown>> =>
    (await stage.heroku("POST", path, { body })).body;
  const missing = async (path: string): Promise<boolean> => (await stage.heroku("GET", path)).status === 404;
  if (await missing(`/apps/${app}`)) {
    await post("/apps", { name: app });
    const slug = await post(`/apps/${app}/slugs`, { process_types: { worker: "sleep 600" } });
    await fetch((slug["blob"] as { url: string }).url, {
      method: "PUT",
      body: new Uint8Array(await tarball({ Procfile: "worker: sleep 600\n" }, "app")),
    });
    await post(`/apps/${app}/releases`, { slug: slug["id"] });
  }
  if (await missing(`/addons/${database}`))
    await post(`/apps/${app}/addons`, { plan: "heroku-postgresql:essential-0", name: database });
  if (await missing(`/addons/${jobs}`)) await post(`/apps/${app}/addons`, { plan: "scheduler:standard", name: jobs });
  if (await missing(`/pipelines/${pipeline}`)) await post("/pipelines", { name: pipeline });
  await stage.advance(10_000);
}

/** `{id, message}`; a JSON:API document of the Scheduler API; plain text of the addresses that storage and log servers have at Heroku. */
function wrongFailure({ path, type, body, text }: Heard): string | undefined {
  if (/^\/(uploads|streams|logs|backups)\//.test(path) && type.startsWith("text/plain")) return undefined;
  if (path.startsWith("/client/") && text === "") return undefined;
  const { id, message, errors } = (body ?? {}) as Record<string, unknown>;
  return (typeof id === "string" && typeof message === "string") || Array.isArray(errors) ? undefined : text;
}

function wrongAnswer({ method, path, body }: Heard, asked: Endpoint): string[] {
  const link = linkOf(method, path);
  if (!link) return wrongUnpublished(asked, body) ?? [];
  const endpoint = `${method} ${link.route}`;
  const known = (violation: string): boolean =>
    herokuPlatformDeviations.some((row) => row.endpoint.test(endpoint) && row.violation.test(violation));
  return violations(link, body).filter((violation) => !known(violation));
}

/** Endpoints of which no request got behind the checks. */
const unreached = (endpoints: readonly Endpoint[], { reached }: Fuzzer): number =>
  endpoints.filter(({ method, route }) => !reached.has(`${method} ${route}`)).length;

describe("Heroku's APIs, asked anything", () => {
  it("answer as Heroku does, and never fail", async () => {
    const fuzzer = new Fuzzer({
      base: stage.sandbox.urls.heroku,
      headers: {
        accept: "application/vnd.heroku+json; version=3",
        authorization: `Bearer ${stage.sandbox.credentials.herokuApiKey}`,
      },
      known: inPaths,
      runs: 12,
      wrongFailure,
      wrongAnswer,
    });
    for (const endpoint of [...endpoints].sort(byPurpose)) {
      await stock();
      await fuzzer.attack(endpoint, herokuBody(endpoint));
    }
    expect(fuzzer.found).toEqual([]);
    expect(fuzzer.sent).toBeGreaterThan(1000);
    expect(unreached(endpoints, fuzzer)).toBeLessThan(endpoints.length / 2);
  });
});

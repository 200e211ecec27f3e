import { Fuzzer, type Heard } from "../support/fuzz/fuzzer";
import { githubBody, githubEndpoints, inPaths, stocked } from "../support/fuzz/github";
import { byPurpose, type Endpoint } from "../support/fuzz/heroku";
import { faultsOf } from "../support/github-schema";
import { openSandbox, type OpenSandbox } from "../support/sandbox";

jest.setTimeout(300_000);

let stage: OpenSandbox;
beforeAll(async () => {
  stage = await openSandbox();
});
afterAll(() => stage?.close());

/** As far as this test looks into it. */
interface Answer {
  readonly status: number;
  readonly body: Readonly<{ id?: number; url?: string; archived?: boolean; object?: { sha: string } }>;
}

const headers = (): Record<string, string> => ({ authorization: `Bearer ${stage.sandbox.credentials.githubToken}` });

async function call(method: string, path: string, body?: object): Promise<Answer> {
  const answer = await fetch(`${stage.sandbox.urls.github}/api/v3${path}`, {
    method,
    headers: headers(),
    redirect: "manual",
    ...(body ? { body: JSON.stringify(body), headers: { ...headers(), "content-type": "application/json" } } : {}),
  });
  return { status: answer.status, body: JSON.parse((await answer.text()) || "{}") as Answer["body"] };
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const workflow = "on: workflow_dispatch\njobs: { test: { runs-on: ubuntu-latest, steps: [{ run: 'true' }] } }\n";

/** A repository with branches, a pull request, an issue, a workflow, an environment. Made anew when a request has moved or deleted it. Answers its head. */
async function stock(): Promise<string> {
  const { owner, repo, team } = stocked;
  const at = `/repos/${owner}/${repo}`;
  const head = async (): Promise<string> => (await call("GET", `${at}/git/ref/heads/main`)).body.object?.sha ?? "";
  const found = await call("GET", at);
  if (found.status === 200 && found.body.archived === false && (await head())) return head();
  const former = found.body.id ?? /\/repositories\/(\d+)/.exec(found.body.url ?? "")?.[1];
  if (former) await call("DELETE", `/repositories/${former}`);
  await call("POST", `/orgs/${owner}/repos`, { name: repo, auto_init: true });
  const path = `${at}/contents/.github/workflows/ci.yml`;
  await call("PUT", path, { branch: "main", message: "Test", content: base64(workflow) });
  for (const branch of ["fuzz", "fuzz-2"]) {
    await call("POST", `${at}/git/refs`, { ref: `refs/heads/${branch}`, sha: await head() });
    await call("PUT", `${at}/contents/file.txt`, { branch, message: "Change", content: base64(branch) });
  }
  await call("POST", `${at}/pulls`, { title: "Change", head: "fuzz", base: "main" });
  await call("POST", `${at}/issues`, { title: "Wish" });
  await call("PUT", `${at}/environments/fuzz`);
  await call("POST", `/orgs/${owner}/teams`, { name: team });
  return head();
}

const wrongFailure = ({ body, text }: Heard): string | undefined =>
  typeof (body as { message?: unknown } | undefined)?.message === "string" ? undefined : text;

/** GitHub's description has one path for `/contents` and `/contents/*`, and none for what only redirects. */
const undescribed = /^GET \S+\/(contents|tarball|zipball)$/;

/** GitHub answers null here; only its description of a single label says so. */
const undescribedNull = /\/labels\/\d+\/description must be string$/;

function wrongAnswer({ status, body, text }: Heard, { method, route }: Endpoint): string[] {
  const endpoint = `${method} ${route.replace(/:\w+|\*/g, "{}")}`;
  if (undescribed.test(endpoint) || (body === undefined && text !== "")) return [];
  return faultsOf(endpoint, status, body).filter((fault) => !undescribedNull.test(fault));
}

/** Endpoints of which no request got behind the checks. */
const unreached = (endpoints: readonly Endpoint[], { reached }: Fuzzer): number =>
  endpoints.filter(({ method, route }) => !reached.has(`${method} ${route}`)).length;

describe("GitHub's REST API, asked anything", () => {
  it("answers as GitHub does, and never fails", async () => {
    const endpoints = githubEndpoints();
    const fuzzer = new Fuzzer({
      base: `${stage.sandbox.urls.github}/api/v3`,
      headers: headers(),
      known: inPaths,
      runs: 8,
      wrongFailure,
      wrongAnswer,
    });
    for (const endpoint of [...endpoints].sort(byPurpose)) {
      const sha = await stock();
      await fuzzer.attack(endpoint, githubBody(endpoint, sha));
    }
    expect(fuzzer.found).toEqual([]);
    expect(fuzzer.sent).toBeGreaterThan(1000);
    expect(unreached(endpoints, fuzzer)).toBeLessThan(endpoints.length / 2);
  });
});

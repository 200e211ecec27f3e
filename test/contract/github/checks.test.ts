import { getOctokit } from "@actions/github";
import { callerOf } from "../../support/github-caller";
import { simulatedGitHub, type SimulatedGitHub } from "../../support/github-contract";

jest.setTimeout(30_000);

/** What a workflow does with its GITHUB_TOKEN, by the client that actions use. */
const O = "/repos/orchard/apples";
const repo = { owner: "orchard", repo: "apples" };
let github: SimulatedGitHub;
let sha: string;
const { send, put } = callerOf(() => github);

beforeAll(async () => {
  github = await simulatedGitHub();
  sha = await put(O, "a.txt", "one\n");
});
afterAll(() => github.stop());

const client = (token: string) => getOctokit(token, { baseUrl: github.apiUrl });
const app = () => client(github.simulator.issueToken("orchard", "apples", "write"));

describe("check runs", () => {
  it("go from queued to their conclusion, and belong to a commit", async () => {
    const { checks } = app().rest;
    const { data } = await checks.create({ ...repo, name: "backend", head_sha: sha });
    expect(data).toMatchObject({ status: "queued", conclusion: null, app: { slug: "github-actions" } });
    await checks.update({ ...repo, check_run_id: data.id, status: "in_progress" });
    const output = { title: "2 tests", summary: "Both passed." };
    const ended = await checks.update({ ...repo, check_run_id: data.id, conclusion: "success", output });
    expect(ended.data).toMatchObject({ status: "completed", conclusion: "success", output });
    const listed = await checks.listForRef({ ...repo, ref: "master", check_name: "backend" });
    expect(listed.data.check_runs.map(({ id }) => id)).toEqual([data.id]);
    expect((await checks.listForRef({ ...repo, ref: "master", check_name: "other" })).data.total_count).toBe(0);
  });

  it("are written by apps only, on commits that exist", async () => {
    const person = await send("POST", `${O}/check-runs`, { name: "backend", head_sha: sha });
    expect(person).toMatchObject({ status: 403, body: { message: "You must authenticate via a GitHub App." } });
    await expect(app().rest.checks.create({ ...repo, name: "x", head_sha: "0".repeat(40) })).rejects.toMatchObject({
      status: 422,
    });
  });

  it("and a status of one name must both pass before a merge", async () => {
    await send("POST", `${O}/git/refs`, { ref: "refs/heads/feature", sha });
    const head = await put(O, "b.txt", "two\n", "feature");
    const pull = await client(github.token).rest.pulls.create({
      ...repo,
      title: "Two",
      head: "feature",
      base: "master",
    });
    const protection = {
      required_status_checks: { strict: false, checks: [{ context: "backend", app_id: -1 }] },
      enforce_admins: true,
      required_pull_request_reviews: null,
      restrictions: null,
    };
    await send("PUT", `${O}/branches/master/protection`, protection);
    const merge = () => client(github.token).rest.pulls.merge({ ...repo, pull_number: pull.data.number });
    const refused = async (what: string) =>
      expect(merge()).rejects.toMatchObject({
        status: 405,
        message: expect.stringContaining(`Required status check "backend" is ${what}.`) as string,
      });
    const { data } = await app().rest.checks.create({
      ...repo,
      name: "backend",
      head_sha: head,
      status: "in_progress",
    });
    await refused("in progress");
    await app().rest.checks.update({ ...repo, check_run_id: data.id, conclusion: "neutral" });
    await send("POST", `${O}/statuses/${head}`, { state: "error", context: "backend" });
    await refused("failing");
    await send("POST", `${O}/statuses/${head}`, { state: "success", context: "backend" });
    expect((await merge()).data.merged).toBe(true);
    await send("DELETE", `${O}/branches/master/protection`);
  });
});

describe("a token of a job", () => {
  const none = {
    actions: "none",
    checks: "none",
    contents: "none",
    deployments: "none",
    issues: "none",
    "pull-requests": "none",
    statuses: "none",
  } as const;

  /** The status that each request is answered with by a token that may only do what `permissions` say. */
  const allowed = async (permissions: Partial<Record<keyof typeof none, "read" | "write">>) => {
    const { state } = github.simulator.context;
    const token = github.simulator.issueToken("orchard", "apples", "read");
    const row = state.tokens.all().at(-1)!;
    state.tokens.update(row.id, { installation: { ...row.installation!, permissions: { ...none, ...permissions } } });
    const answer = async (method: string, path: string, body?: unknown) =>
      (await send(method, O + path, body, token)).status;
    return {
      contents: await answer("PUT", `/contents/t${row.id.slice(0, 8)}.txt`, { message: "m", content: "" }),
      issues: await answer("POST", "/issues", { title: "t" }),
      statuses: await answer("POST", `/statuses/${sha}`, { state: "success" }),
      checks: await answer("POST", "/check-runs", { name: "t", head_sha: sha }),
      deployments: await answer("POST", "/deployments", { ref: "master" }),
      secrets: await answer("GET", "/actions/secrets"),
    };
  };
  const refused = { contents: 403, issues: 403, statuses: 403, checks: 403, deployments: 403, secrets: 403 };

  it.each([
    ["contents", "write"],
    ["issues", "write"],
    ["statuses", "write"],
    ["checks", "write"],
    ["deployments", "write"],
  ] as const)("with %s: %s may write that and nothing else", async (area, level) => {
    expect(await allowed({ [area]: level })).toEqual({ ...refused, [area]: 201 });
  });

  it("that may read writes nothing, and none sees secrets", async () => {
    expect(await allowed({ contents: "read", issues: "read" })).toEqual(refused);
  });

  it("knows only its own repository, and ends with its job", async () => {
    const token = github.simulator.issueToken("orchard", "apples", "write");
    expect((await send("GET", "/repos/orchard/hidden", undefined, token)).status).toBe(404);
    github.simulator.context.state.tokens.remove(github.simulator.context.state.tokens.all().at(-1)!.id);
    expect((await send("GET", O, undefined, token)).status).toBe(401);
  });
});

describe("GraphQL by @actions/github", () => {
  it("answers a query, and fails as GitHub does: by errors", async () => {
    const { graphql } = client(github.token);
    const found = await graphql<{ repository: { name: string } }>(
      'query($n:String!){repository(owner:"orchard",name:$n){name}}',
      { n: "apples" },
    );
    expect(found.repository.name).toBe("apples");
    await expect(graphql('{repository(owner:"orchard",name:"none"){name}}')).rejects.toThrow(
      "Could not resolve to a Repository",
    );
  });
});

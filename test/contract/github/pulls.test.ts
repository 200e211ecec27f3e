import { callerOf } from "../../support/github-caller";
import { simulatedGitHub, type SimulatedGitHub } from "../../support/github-contract";

jest.setTimeout(30_000);

let github: SimulatedGitHub;
const { send, agrees } = callerOf(() => github);
const R = "/repos/{owner}/{repo}";
const O = "/repos/orchard/apples";
const base64 = (text: string): string => Buffer.from(text).toString("base64");

beforeAll(async () => {
  github = await simulatedGitHub();
  await put("a.txt", "one\n", "master", "Start");
});
afterAll(() => github.stop());

async function put(path: string, text: string, branch: string, message: string): Promise<string> {
  const known = await send<{ sha?: string }>("GET", `${O}/contents/${path}?ref=${branch}`);
  const body = { message, branch, content: base64(text), sha: known.body.sha };
  return (await send<{ commit: { sha: string } }>("PUT", `${O}/contents/${path}`, body)).body.commit.sha;
}

async function branch(name: string, from = "master"): Promise<void> {
  const { body } = await send<{ object: { sha: string } }>("GET", `${O}/git/ref/heads/${from}`);
  await send("POST", `${O}/git/refs`, { ref: `refs/heads/${name}`, sha: body.object.sha });
}

interface Pull {
  readonly number: number;
  readonly head: { readonly sha: string };
  readonly mergeable: boolean | null;
  readonly mergeable_state: string;
  readonly merged: boolean;
  readonly state: string;
}

/** A branch with one change, and a pull request for it. */
async function pullFor(name: string, path: string, text = `${name}\n`): Promise<Pull> {
  await branch(name);
  await put(path, text, name, `Change by ${name}`);
  return agrees<Pull>(`POST ${R}/pulls`, `${O}/pulls`, {
    title: `About ${name}`,
    head: name,
    base: "master",
    body: "Because.",
  });
}

const get = async (pull: Pull): Promise<Pull> => (await send<Pull>("GET", `${O}/pulls/${pull.number}`)).body;
const merge = (pull: Pull, body: unknown = {}) =>
  send<{ message: string; documentation_url?: string; sha: string }>("PUT", `${O}/pulls/${pull.number}/merge`, body);

async function protect(more: Record<string, unknown> = {}): Promise<void> {
  const wanted = {
    required_status_checks: { strict: false, checks: [{ context: "backend" }] },
    enforce_admins: true,
    required_pull_request_reviews: null,
    restrictions: null,
    ...more,
  };
  expect((await send("PUT", `${O}/branches/master/protection`, wanted)).status).toBe(200);
}
const unprotect = () => send("DELETE", `${O}/branches/master/protection`);

const report = (pull: Pull, state: string, context = "backend") =>
  send("POST", `${O}/statuses/${pull.head.sha}`, { state, context });

describe("a pull request", () => {
  it("agrees with GitHub's published description in every answer", async () => {
    const pull = await pullFor("described", "b.txt");
    const path = `${O}/pulls/${pull.number}`;
    await agrees(`GET ${R}/pulls`, `${O}/pulls`);
    await agrees(`GET ${R}/pulls/{pull_number}`, path);
    await agrees(`PATCH ${R}/pulls/{pull_number}`, path, { title: "Another title" });
    await agrees(`GET ${R}/pulls/{pull_number}/commits`, `${path}/commits`);
    await agrees(`GET ${R}/pulls/{pull_number}/files`, `${path}/files`);
    await agrees(`POST ${R}/pulls/{pull_number}/reviews`, `${path}/reviews`, { event: "COMMENT", body: "Well." });
    await agrees(`GET ${R}/pulls/{pull_number}/reviews`, `${path}/reviews`);
    await agrees(`GET ${R}/commits/{commit_sha}/pulls`, `${O}/commits/${pull.head.sha}/pulls`);
    await agrees(`GET ${R}/issues`, `${O}/issues`);
    await agrees(`PUT ${R}/pulls/{pull_number}/merge`, `${path}/merge`);
    expect((await send("GET", `${path}/merge`)).status).toBe(204);
    expect(await get(pull)).toMatchObject({ merged: true, state: "closed", mergeable: null });
  });

  it("is refused with GitHub's words where there is nothing to merge, nowhere to merge to, or one already", async () => {
    await branch("empty");
    const create = async (head: string, base = "master") =>
      (await send<{ errors: { message?: string; field?: string }[] }>("POST", `${O}/pulls`, { title: "t", head, base }))
        .body.errors[0];
    expect(await create("empty")).toMatchObject({ message: "No commits between master and empty" });
    expect(await create("nowhere")).toMatchObject({ field: "head", code: "invalid" });
    await pullFor("once", "c.txt");
    expect(await create("once")).toMatchObject({ message: "A pull request already exists for orchard:once." });
  });

  it("follows its branch, and is closed with it", async () => {
    const pull = await pullFor("followed", "d.txt");
    const sha = await put("d.txt", "again\n", "followed", "Change it again");
    expect((await get(pull)).head.sha).toBe(sha);
    await send("DELETE", `${O}/git/refs/heads/followed`);
    expect(await get(pull)).toMatchObject({ state: "closed", merged: false });
  });

  it("counts as merged when its commits arrive in the base by a push", async () => {
    const pull = await pullFor("pushed", "e.txt");
    expect((await send("PATCH", `${O}/git/refs/heads/master`, { sha: pull.head.sha })).status).toBe(200);
    expect(await get(pull)).toMatchObject({ state: "closed", merged: true });
  });
});

describe("a merge", () => {
  it.each([
    ["merge", 2, /^Merge pull request #\d+ from orchard\/by-merge\n\nAbout by-merge$/],
    ["squash", 1, /^Change by by-squash \(#\d+\)$/],
    ["rebase", 1, /^Change by by-rebase$/],
  ])("by %s makes the commit that GitHub makes", async (method, parents, message) => {
    const pull = await pullFor(`by-${method}`, `${method}.txt`);
    await put("moving.txt", method, "master", "Move on");
    const { body } = await merge(pull, { merge_method: method, sha: pull.head.sha });
    const commit = (await send<{ message: string; parents: unknown[] }>("GET", `${O}/git/commits/${body.sha}`)).body;
    expect(commit.parents).toHaveLength(parents);
    expect(commit.message).toMatch(message);
    expect((await send<{ object: { sha: string } }>("GET", `${O}/git/ref/heads/master`)).body.object.sha).toBe(
      body.sha,
    );
  });

  it("of what conflicts is refused, and a moved head, and a closed request", async () => {
    const pull = await pullFor("conflicting", "a.txt", "theirs\n");
    await put("a.txt", "ours\n", "master", "Change the same");
    expect(await get(pull)).toMatchObject({ mergeable: false, mergeable_state: "dirty" });
    expect(await merge(pull)).toMatchObject({ status: 405, body: { message: "Pull Request is not mergeable" } });
    expect(await merge(pull, { sha: "0".repeat(40) })).toMatchObject({
      status: 409,
      body: { message: "Head branch was modified. Review and try the merge again." },
    });
    await send("PATCH", `${O}/pulls/${pull.number}`, { state: "closed" });
    expect((await merge(pull)).status).toBe(405);
  });
});

describe("branch protection", () => {
  afterEach(unprotect);

  it("refuses a merge while a required check is missing, pending or failing, and lets it through when it passed", async () => {
    const pull = await pullFor("checked", "f.txt");
    await protect();
    const refused = (what: string) => ({
      status: 405,
      body: {
        message: `Required status check "backend" is ${what}.`,
        documentation_url: "https://docs.github.com/articles/about-protected-branches",
        status: "405",
      },
    });
    expect(await merge(pull)).toMatchObject(refused("expected"));
    expect((await get(pull)).mergeable_state).toBe("blocked");
    await report(pull, "pending");
    expect(await merge(pull)).toMatchObject(refused("pending"));
    await report(pull, "failure");
    expect(await merge(pull)).toMatchObject(refused("failing"));
    await report(pull, "success");
    expect((await get(pull)).mergeable_state).toBe("clean");
    expect((await merge(pull)).status).toBe(200);
  });

  it("wants the head to contain the base when it is strict, which the update of the branch brings about", async () => {
    const pull = await pullFor("late", "g.txt");
    await put("h.txt", "elsewhere\n", "master", "Go on");
    await protect({ required_status_checks: { strict: true, checks: [{ context: "backend" }] } });
    await report(pull, "success");
    expect((await get(pull)).mergeable_state).toBe("behind");
    expect(await merge(pull)).toMatchObject({
      status: 409,
      body: { message: "Head branch is out of date. Review and try the merge again." },
    });
    await agrees(`PUT ${R}/pulls/{pull_number}/update-branch`, `${O}/pulls/${pull.number}/update-branch`, {
      expected_head_sha: pull.head.sha,
    });
    const updated = await get(pull);
    expect(updated.head.sha).not.toBe(pull.head.sha);
    expect((await merge(updated)).body.message).toBe('Required status check "backend" is expected.');
    await report(updated, "success");
    expect((await merge(updated)).status).toBe(200);
  });

  it("wants reviews by others", async () => {
    const pull = await pullFor("reviewed", "i.txt");
    const reviews = { required_approving_review_count: 1 };
    await protect({ required_status_checks: null, required_pull_request_reviews: reviews });
    expect((await merge(pull)).body.message).toBe(
      "At least 1 approving review is required by reviewers with write access.",
    );
    const own = await send("POST", `${O}/pulls/${pull.number}/reviews`, { event: "APPROVE" });
    expect(own).toMatchObject({ status: 422, body: { errors: ["Can not approve your own pull request"] } });
    const bot = github.simulator.issueToken("orchard", "apples", "write");
    expect((await send("POST", `${O}/pulls/${pull.number}/reviews`, { event: "APPROVE" }, bot)).status).toBe(200);
  });

  it("lets administrators by where it is not enforced for them", async () => {
    const pull = await pullFor("bypassed", "j.txt");
    await protect({ enforce_admins: false });
    expect((await merge(pull)).status).toBe(200);
  });
});

describe("issues", () => {
  it("agree with GitHub's published description, with their comments and labels", async () => {
    const { number } = await agrees<{ number: number }>(`POST ${R}/issues`, `${O}/issues`, {
      title: "Worm",
      labels: ["bug"],
    });
    const path = `${O}/issues/${number}`;
    await agrees(`GET ${R}/issues/{issue_number}`, path);
    await agrees(`POST ${R}/issues/{issue_number}/labels`, `${path}/labels`, { labels: ["fruit"] });
    await agrees(`PUT ${R}/issues/{issue_number}/labels`, `${path}/labels`, ["fruit"]);
    await agrees(`GET ${R}/labels`, `${O}/labels`);
    await agrees(`DELETE ${R}/issues/{issue_number}/labels/{name}`, `${path}/labels/fruit`);
    const { id } = await agrees<{ id: number }>(`POST ${R}/issues/{issue_number}/comments`, `${path}/comments`, {
      body: "Where?",
    });
    await agrees(`GET ${R}/issues/{issue_number}/comments`, `${path}/comments`);
    await agrees(`PATCH ${R}/issues/comments/{comment_id}`, `${O}/issues/comments/${id}`, { body: "There." });
    await agrees(`GET ${R}/issues/comments/{comment_id}`, `${O}/issues/comments/${id}`);
    await agrees(`DELETE ${R}/issues/comments/{comment_id}`, `${O}/issues/comments/${id}`);
    await agrees(`PATCH ${R}/issues/{issue_number}`, path, { state: "closed" });
  });

  it("carry the comment of pulumi/actions, which it finds again and edits", async () => {
    const pull = await pullFor("commented", "k.txt");
    const { octokit } = github;
    const where = { owner: "orchard", repo: "apples" };
    const body = "#### :tropical_drink: `preview` on pipeline/production\n\n<summary>Pulumi report</summary>";
    await octokit.rest.issues.createComment({ ...where, issue_number: pull.number, body });
    const { data } = await octokit.rest.issues.listComments({ ...where, issue_number: pull.number });
    const found = data.find((row) => row.body?.startsWith("#### :tropical_drink: `preview` on pipeline/production"));
    const edited = await octokit.rest.issues.updateComment({ ...where, comment_id: found!.id, body: `${body} again` });
    expect(edited.data.body).toContain("again");
  });
});

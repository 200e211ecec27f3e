import { cloneOf, type Clone } from "../../support/clone";
import { callerOf } from "../../support/github-caller";
import { simulatedGitHub, type GitHubUnderTest } from "../../support/github-contract";

jest.setTimeout(30_000);

interface Pull {
  readonly number: number;
  readonly state: string;
  readonly head: { readonly sha: string };
  readonly merge_commit_sha: string | null;
  readonly mergeable: boolean | null;
}

const O = "/repos/orchard/apples";
let github: GitHubUnderTest;
let clone: Clone;
const { send, put } = callerOf(() => github);

beforeAll(async () => {
  github = await simulatedGitHub();
  await put(O, "a.txt", "one\n");
  clone = await cloneOf(github.gitUrl, github.token, "orchard/apples");
});
afterAll(() => github.stop());

async function open(name: string): Promise<Pull> {
  await clone.git("fetch", "-q");
  await clone.git("checkout", "-q", "-B", name, "origin/master");
  await clone.commit(`Add ${name}`, { [`${name}.txt`]: `${name}\n` });
  await clone.git("push", "-q", "origin", name);
  return (await send<Pull>("POST", `${O}/pulls`, { title: name, head: name, base: "master" })).body;
}

const get = async ({ number }: Pull): Promise<Pull> => (await send<Pull>("GET", `${O}/pulls/${number}`)).body;
const change = ({ number }: Pull, state: string) =>
  send<Pull & { errors?: { message: string }[] }>("PATCH", `${O}/pulls/${number}`, { state });

/** What git sees of a pull request: its head, and its merge with the base. */
async function refsOf({ number }: Pull): Promise<Record<string, string>> {
  const { all } = await clone.git("ls-remote", "origin", `refs/pull/${number}/*`);
  const rows = all
    .trim()
    .split("\n")
    .filter(Boolean)
    .map((line) => line.split("\t"));
  return Object.fromEntries(rows.map(([sha, ref]) => [ref!.split("/").at(-1)!, sha!]));
}

const parentsOf = async (sha: string) =>
  (await send<{ parents: { sha: string }[] }>("GET", `${O}/git/commits/${sha}`)).body.parents.map((row) => row.sha);
const master = async () =>
  (await send<{ object: { sha: string } }>("GET", `${O}/git/ref/heads/master`)).body.object.sha;

describe("pull requests, one after another", () => {
  it("each have a merge with the base's tip, which lists tell too, and get a new one when the base moved", async () => {
    const pulls = [await open("a"), await open("b"), await open("c")];
    const listed = (await send<Pull[]>("GET", `${O}/pulls?direction=asc`)).body;
    expect(listed.map((row) => row.merge_commit_sha)).toEqual(pulls.map((row) => row.merge_commit_sha));
    expect((await send("PUT", `${O}/pulls/${pulls[0]!.number}/merge`)).status).toBe(200);
    for (const pull of pulls.slice(1)) {
      const { merge_commit_sha: merge, mergeable } = await get(pull);
      expect(mergeable).toBe(true);
      expect(await parentsOf(merge!)).toEqual([await master(), pull.head.sha]);
      expect(await refsOf(pull)).toEqual({ head: pull.head.sha, merge });
    }
  });

  it("lose it while they conflict, and get it back", async () => {
    const pull = await open("d");
    const theirs = await put(O, "d.txt", "other\n");
    expect(await get(pull)).toMatchObject({ mergeable: false, merge_commit_sha: null });
    expect(await refsOf(pull)).toEqual({ head: pull.head.sha });
    await clone.git("fetch", "-q");
    await clone.git("merge", "-q", "-s", "ours", "-m", "Keep ours", theirs);
    await clone.git("push", "-q", "origin", "d");
    const mended = await get(pull);
    expect(await refsOf(pull)).toEqual({ head: mended.head.sha, merge: mended.merge_commit_sha });
  });
});

describe("a closed pull request", () => {
  it("does not follow its branch, but takes what was added when it is opened again", async () => {
    const pull = await open("e");
    expect((await change(pull, "closed")).body.merge_commit_sha).toBe(pull.merge_commit_sha);
    const sha = await clone.commit("More", { "more.txt": "more\n" });
    await clone.git("push", "-q", "origin", "e");
    expect((await get(pull)).head.sha).toBe(pull.head.sha);
    const { body } = await change(pull, "open");
    expect(body).toMatchObject({ state: "open", mergeable: true, head: { sha } });
    expect(await refsOf(pull)).toEqual({ head: sha, merge: body.merge_commit_sha });
  });

  it("cannot be opened again when its branch was rewritten", async () => {
    const pull = await open("f");
    await change(pull, "closed");
    await clone.git("commit", "-q", "--amend", "-m", "Another");
    await clone.git("push", "-q", "--force", "origin", "f");
    const { status, body } = await change(pull, "open");
    expect(status).toBe(422);
    expect(body.errors?.[0]?.message).toBe("state cannot be changed. The f branch was force-pushed or recreated.");
  });
});

it("an open pull request follows a head that was rewritten", async () => {
  const pull = await open("g");
  await clone.git("commit", "-q", "--amend", "-m", "Another");
  await clone.git("push", "-q", "--force", "origin", "g");
  const followed = await get(pull);
  expect(followed.head.sha).not.toBe(pull.head.sha);
  expect(await parentsOf(followed.merge_commit_sha!)).toEqual([await master(), followed.head.sha]);
});

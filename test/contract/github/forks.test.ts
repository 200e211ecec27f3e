import { cloneOf, type Clone } from "../../support/clone";
import { callerOf } from "../../support/github-caller";
import { simulatedGitHub, type SimulatedGitHub } from "../../support/github-contract";

jest.setTimeout(30_000);

const R = "/repos/{owner}/{repo}";
const O = "/repos/orchard/apples";
const F = "/repos/gardener/apples";
let github: SimulatedGitHub;
let clone: Clone;
let number: number;
const { send, agrees, put } = callerOf(() => github);

interface Pull {
  readonly number: number;
  readonly state: string;
  readonly merged: boolean;
  readonly head: { readonly sha: string; readonly label: string; readonly repo: { readonly full_name: string } | null };
}
const pull = async () => (await send<Pull>("GET", `${O}/pulls/${number}`)).body;

beforeAll(async () => {
  github = await simulatedGitHub();
  await put(O, "a.txt", "one\n");
});
afterAll(() => github.stop());

describe("a fork", () => {
  it("is a copy that names its parent, made once", async () => {
    const fork = await agrees<{ id: number; fork: boolean; parent: { full_name: string } }>(
      `POST ${R}/forks`,
      `${O}/forks`,
    );
    expect(fork).toMatchObject({ full_name: "gardener/apples", fork: true, parent: { full_name: "orchard/apples" } });
    expect((await send("POST", `${O}/forks`)).body).toMatchObject({ id: fork.id });
    expect(await agrees<unknown[]>(`GET ${R}/forks`, `${O}/forks`)).toHaveLength(1);
    expect((await send("GET", O)).body).toMatchObject({ fork: false, forks_count: 1 });
    expect((await send("GET", `${F}/contents/a.txt`)).status).toBe(200);
  });

  it("sends a pull request to its parent, which follows what is pushed to the fork", async () => {
    clone = await cloneOf(github.gitUrl, github.token, "gardener/apples");
    await clone.git("checkout", "-q", "-b", "gift");
    await clone.commit("A gift", { "gift.txt": "gift\n" });
    await clone.git("push", "origin", "gift");
    const wish = { title: "Gift", head: "gardener:gift", base: "master" };
    number = (await agrees<Pull>(`POST ${R}/pulls`, `${O}/pulls`, wish)).number;
    expect((await pull()).head).toMatchObject({ label: "gardener:gift", repo: { full_name: "gardener/apples" } });
    const again = await send<{ errors: { message: string }[] }>("POST", `${O}/pulls`, wish);
    expect(again.body.errors[0]!.message).toBe("A pull request already exists for gardener:gift.");
    const sha = await clone.commit("More of it", { "more.txt": "more\n" });
    await clone.git("push", "origin", "gift");
    // As at GitHub, a moment after the push.
    while ((await pull()).head.sha !== sha) await new Promise(setImmediate);
    expect((await send<Pull[]>("GET", `${O}/pulls?head=gardener:gift`)).body).toHaveLength(1);
    expect((await send<Pull[]>("GET", `${O}/pulls?head=orchard:gift`)).body).toHaveLength(0);
  });

  it("is merged into its parent, which leaves the fork alone", async () => {
    const merged = await agrees<{ sha: string }>(`PUT ${R}/pulls/{pull_number}/merge`, `${O}/pulls/${number}/merge`);
    const { message } = (await send<{ message: string }>("GET", `${O}/git/commits/${merged.sha}`)).body;
    expect(message).toBe(`Merge pull request #${number} from gardener/gift\n\nGift`);
    expect((await send("GET", `${F}/git/ref/heads/gift`)).status).toBe(200);
  });

  it("may go: its pull request stays, and says no more where it came from", async () => {
    expect((await send("DELETE", F)).status).toBe(204);
    expect(await pull()).toMatchObject({ merged: true, head: { label: "unknown repository", repo: null } });
    const other = await send<{ errors: { field: string }[] }>("POST", `${O}/pulls`, {
      title: "T",
      head: "gardener:gift",
      base: "master",
    });
    expect(other).toMatchObject({ status: 422, body: { errors: [{ field: "head", code: "invalid" }] } });
  });
});

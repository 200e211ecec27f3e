import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Context } from "../../../../operations/context";
import { knowOrder } from "../../../../operations/git/know-order";
import { commitsBetween, type Mirror } from "../../../../operations/git/mirror";
import { revertOn } from "../../../../operations/git/revert";
import { temporaryFolder } from "../../../support/temporary";

const folder = temporaryFolder();
const mirror: Mirror = { folder, master: undefined, heroku: undefined, herokuBranch: "main" };
const context = { operator: "ada@example.org (ada@laptop)" } as Context;
const identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
const git = (...args: string[]) =>
  execFileSync("git", ["-C", folder, ...identity, ...args], { stdio: "pipe" })
    .toString()
    .trim();

/** @param files path to text; null removes */
function commit(message: string, files: Readonly<Record<string, string | null>>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    if (text === null) rmSync(join(folder, path));
    else writeFileSync(join(folder, path), text);
  }
  git("add", "-A");
  git("commit", "-qm", message);
  return git("rev-parse", "HEAD");
}

let good: string;
let bad: string;
let later: string;

beforeAll(() => {
  git("init", "-q", "-b", "master");
  good = commit("Good", { "app.py": "good\n", "other.py": "1\n2\n3\n", ".github/workflows/ci.yml": "old\n" });
  bad = commit("Bad", {
    "app.py": "bad\n",
    "users/migrations/0005_bad.py": "x\n",
    ".github/workflows/ci.yml": "new\n",
  });
  later = commit("Later", { "other.py": "1\n2\n3\n4\n" });
});

const files = (tree: string) => {
  const names = git("ls-tree", "-r", "--name-only", tree).split("\n");
  return Object.fromEntries(names.map((name) => [name, git("cat-file", "-p", `${tree}:${name}`)]));
};

it("takes a change off a branch, keeps what came after it, and leaves workflow files alone", async () => {
  const reverted = await revertOn(context, mirror, { head: bad, wanted: good, master: later });
  expect(files((reverted as { tree: string }).tree)).toEqual({
    ".github/workflows/ci.yml": "new",
    "app.py": "good",
    "other.py": "1\n2\n3\n4",
  });
});

it("says when the branch does not hold the change any more", async () => {
  const reverted = commit("Revert", { "app.py": "good\n", "users/migrations/0005_bad.py": null });
  expect(await revertOn(context, mirror, { head: bad, wanted: good, master: reverted })).toBe("nothing");
});

it("says when what came after touches the same lines", async () => {
  git("checkout", "-q", "-B", "conflict", later);
  const conflict = commit("Conflict", { "app.py": "bad, but better\n" });
  expect(await revertOn(context, mirror, { head: bad, wanted: good, master: conflict })).toBe("conflict");
});

it("knows which commit comes before which, on branches too", async () => {
  git("checkout", "-q", "-B", "side", good);
  const side = commit("Side", { "side.py": "s\n" });
  const precedes = await knowOrder(mirror, [good, side]);
  expect([precedes(good, bad), precedes(good, side), precedes(bad, bad)]).toEqual([true, true, true]);
  expect([precedes(bad, good), precedes(bad, side), precedes(side, later)]).toEqual([false, false, false]);
});

it("lists no commit that changes workflow files only, for they stay", async () => {
  git("checkout", "-q", "-B", "delivered", later);
  const delivered = commit("Deliver workflows/ci.yml", { ".github/workflows/ci.yml": "newer\n" });
  const subjects = (await commitsBetween(mirror, good, delivered)).map(({ subject }) => subject);
  expect(subjects).toEqual(["Later", "Bad"]);
});

it("lists a range's commits with their subjects, the newest first", async () => {
  expect(await commitsBetween(mirror, good, later)).toEqual([
    { sha: later, subject: "Later" },
    { sha: bad, subject: "Bad" },
  ]);
});

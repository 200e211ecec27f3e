import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { migrationsAddedBy } from "../../../../operations/migrations/added-by";
import { sourcesAt } from "../../../../operations/migrations/sources-at";
import { temporaryFolder } from "../../../support/temporary";

const folder = temporaryFolder();
const identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
const git = (...args: string[]) => execFileSync("git", ["-C", folder, ...identity, ...args], { stdio: "pipe" });
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const commit = (tag: string) => {
  git("add", "-A");
  git("commit", "-qm", tag);
  git("tag", tag);
};

beforeAll(() => {
  git("init", "-q");
  for (const name of ["0001_initial", "0002_old", "0003_kept", "__init__"])
    write(`users/migrations/${name}.py`, `# ${name}\n`);
  commit("before");
  write("users/migrations/0004_new.py", "x = 'ü'\n");
  write("back end/chats/migrations/0001_initial.py", "y = 2");
  write("users/models.py", "");
  write("users/migrations/notes.txt", "");
  write("users/migrations/0003_kept.py", "changed\n");
  renameSync(join(folder, "users/migrations/0002_old.py"), join(folder, "users/migrations/0002_renamed.py"));
  rmSync(join(folder, "users/migrations/0001_initial.py"));
  commit("after");
});

it("tells added, removed and changed migrations; a renamed one is a new and a removed one", async () => {
  expect(await migrationsAddedBy(folder, "before", "after")).toEqual({
    added: [
      "back end/chats/migrations/0001_initial.py",
      "users/migrations/0002_renamed.py",
      "users/migrations/0004_new.py",
    ],
    removed: ["users/migrations/0001_initial.py", "users/migrations/0002_old.py"],
    changed: ["users/migrations/0003_kept.py"],
  });
});

it("reads files as a commit has them, whatever the work tree holds", async () => {
  write("users/migrations/0004_new.py", "not committed");
  const sources = await sourcesAt(folder, "after");
  expect(
    await sources.read(["users/migrations/0004_new.py", "not/there.py", "back end/chats/migrations/0001_initial.py"]),
  ).toEqual([
    { path: "users/migrations/0004_new.py", source: "x = 'ü'\n" },
    { path: "back end/chats/migrations/0001_initial.py", source: "y = 2" },
  ]);
});

it.each(["no-such-tag", "--help", "0123456789012345678901234567890123456789"])(
  "says so of a commit that is not there: %s",
  async (revision) => {
    await expect(sourcesAt(folder, revision)).rejects.toMatchObject({ id: "no_such_commit" });
  },
);

it("says what git said of a folder without a repository", async () => {
  await expect(sourcesAt(temporaryFolder(), "HEAD")).rejects.toMatchObject({ id: "git_failed" });
});

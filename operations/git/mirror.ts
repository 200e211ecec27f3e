import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Context } from "../context";
import { git } from "../migrations/repository";
import { type Remote } from "./remote";
import { remoteGit } from "./remote-git";

/** A bare repository on this machine with what GitHub has of the application, and what Heroku has of the app. */
export interface Mirror {
  readonly folder: string;
  /** The head of the default branch; undefined when GitHub was not asked. */
  readonly master: string | undefined;
  /** What Heroku's git stands at; undefined before the first push. */
  readonly heroku: string | undefined;
  /** The branch of it that deploys: `main`, or `master` where that was pushed. */
  readonly herokuBranch: "main" | "master";
}

const refs = { github: "refs/remotes/github", heroku: "refs/remotes/heroku" };

/** Fetches from both, so that also what was deployed past GitHub is there. @throws RemoteGitFailed */
export async function fetchMirror(context: Context): Promise<Mirror> {
  const { remotes, repository, app, stateFolder } = context;
  const folder = join(stateFolder, "git", `${app.id}.git`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await git(folder, ["init", "--quiet", "--bare"]);
  if (remotes.github) await fetch(context, folder, remotes.github, refs.github);
  await fetch(context, folder, remotes.heroku, refs.heroku);
  const [main, oldMain] = [await at(folder, `${refs.heroku}/main`), await at(folder, `${refs.heroku}/master`)];
  return {
    folder,
    master: repository && remotes.github && (await at(folder, `${refs.github}/${repository.branch}`)),
    heroku: main ?? oldMain,
    herokuBranch: main === undefined && oldMain !== undefined ? "master" : "main",
  };
}

async function fetch({ signal }: Context, folder: string, remote: Remote, under: string): Promise<void> {
  const wanted = `+refs/heads/*:${under}/*`;
  await remoteGit(folder, remote, ["fetch", "--quiet", "--prune", "--no-tags", remote.url, wanted], { signal });
}

/** The commit that a name stands for: a branch of GitHub's, a tag-less revision, or a commit's id, which may be short. */
export async function resolveCommit({ folder }: Mirror, name: string): Promise<string | undefined> {
  return (await at(folder, `${refs.github}/${name}`)) ?? (await at(folder, name));
}

async function at(folder: string, revision: string): Promise<string | undefined> {
  const found = await git(folder, [
    "rev-parse",
    "--verify",
    "--quiet",
    "--end-of-options",
    `${revision}^{commit}`,
  ]).catch(() => undefined);
  return found?.toString().trim() || undefined;
}

export async function isAncestor({ folder }: Mirror, ancestor: string, of: string): Promise<boolean> {
  const counted = await git(folder, ["rev-list", "--count", "--max-count=1", ancestor, `^${of}`]);
  return counted.toString().trim() === "0";
}

export interface LogEntry {
  readonly sha: string;
  readonly subject: string;
}

/** What `to` has and `from` has not, the newest first, along the branch that was merged into; workflow files stay, so their commits do not count. */
export async function commitsBetween({ folder }: Mirror, from: string, to: string): Promise<LogEntry[]> {
  const along = ["--first-parent", "--diff-merges=first-parent", "--max-count=100", `${from}..${to}`];
  const told = await git(folder, ["log", "--format=%x00%H %s", "--name-only", ...along]);
  const entries = told
    .toString()
    .split("\0")
    .slice(1)
    .map((entry) => entry.split("\n").filter(Boolean));
  const staying = (files: readonly string[]) => files.length > 0 && files.every((file) => file.startsWith(".github/"));
  return entries
    .filter(([, ...files]) => !staying(files))
    .map(([line = ""]) => ({ sha: line.slice(0, 40), subject: line.slice(41) }));
}

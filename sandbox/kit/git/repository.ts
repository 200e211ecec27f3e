import { existsSync, mkdirSync, rmSync } from "node:fs";
import { mergeTrees } from "./merge";
import {
  commitFormat,
  parseCommits,
  parseTree,
  type Commit,
  type Ref,
  type Signature,
  type TreeEntry,
} from "./objects";
import { runGit, type GitCommand } from "./run";

export interface NewCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: Signature;
  readonly committer: Signature;
}

export interface LogOptions {
  readonly from: string;
  readonly path?: string;
  readonly limit?: number;
  readonly skip?: number;
  readonly exclude?: string;
}

/** A bare repository on the disk, by git's own plumbing. */
export class GitRepository {
  constructor(readonly folder: string) {}

  get exists(): boolean {
    return existsSync(`${this.folder}/HEAD`);
  }

  async initialize(defaultBranch: string): Promise<void> {
    mkdirSync(this.folder, { recursive: true });
    await runGit({ folder: this.folder, args: ["init", "--quiet", "--bare", `--initial-branch=${defaultBranch}`] });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  async setHead(branch: string): Promise<void> {
    await this.text(["symbolic-ref", "HEAD", `refs/heads/${branch}`]);
  }

  /** The commit that a branch, tag, SHA or full ref names. */
  async resolve(revision: string): Promise<string | undefined> {
    if (revision.startsWith("-") || revision.includes("..") || revision.includes("@{")) return undefined;
    const candidates =
      /^[0-9a-f]{7,40}$/.test(revision) || revision.startsWith("refs/") || revision === "HEAD"
        ? [revision, `refs/heads/${revision}`]
        : [`refs/heads/${revision}`, `refs/tags/${revision}`, `refs/${revision}`];
    for (const candidate of candidates) {
      const sha = await this.parse(`${candidate}^{commit}`);
      if (sha) return sha;
    }
    return undefined;
  }

  /** The object that an expression such as `<sha>:<path>` names. */
  async parse(expression: string): Promise<string | undefined> {
    if (expression.startsWith("-")) return undefined; // it would be an option
    const { code, stdout } = await this.run({
      args: ["rev-parse", "--verify", "--quiet", expression],
      accept: [1, 128],
    });
    return code === 0 ? stdout.toString().trim() : undefined;
  }

  branch(name: string): Promise<string | undefined> {
    return this.parse(`refs/heads/${name}^{commit}`);
  }

  async refs(prefix = "refs/"): Promise<Ref[]> {
    const text = await this.text(["for-each-ref", "--format=%(refname) %(objectname) %(objecttype)"]);
    const rows = text
      .split("\n")
      .filter(Boolean)
      .map((line) => line.split(" "));
    return rows
      .map(([ref, sha, type]) => ({ ref: ref!, sha: sha!, type: type! }))
      .filter((row) => row.ref.startsWith(prefix));
  }

  async isValidRef(ref: string): Promise<boolean> {
    return (await this.run({ args: ["check-ref-format", ref], accept: [1, 128, 129] })).code === 0;
  }

  /** Sets a ref, only if it still is at `expected` when that is given (`""`: does not exist yet). False when it was not. */
  async updateRef(ref: string, sha: string, expected?: string): Promise<boolean> {
    const old = expected === "" ? "0".repeat(40) : expected;
    const args = ["update-ref", ref, sha, ...(old === undefined ? [] : [old])];
    return (await this.run({ args, accept: [1, 128] })).code === 0;
  }

  async deleteRef(ref: string): Promise<void> {
    await this.text(["update-ref", "-d", ref]);
  }

  async commit(sha: string): Promise<Commit | undefined> {
    const args = ["log", "-1", `--format=${commitFormat}`, "--end-of-options", sha];
    const { code, stdout } = await this.run({ args, accept: [128] });
    return code === 0 ? parseCommits(stdout.toString())[0] : undefined;
  }

  async log({ from, path, limit, skip, exclude }: LogOptions): Promise<Commit[]> {
    const range = [from, ...(exclude ? [`^${exclude}`] : [])];
    const bounds = [...(limit ? [`--max-count=${limit}`] : []), ...(skip ? [`--skip=${skip}`] : [])];
    const args = [
      "--literal-pathspecs",
      "log",
      `--format=${commitFormat}`,
      ...bounds,
      ...range,
      "--",
      ...(path ? [path] : []),
    ];
    return parseCommits(await this.text(args));
  }

  async count(from: string, exclude?: string): Promise<number> {
    return Number(await this.text(["rev-list", "--count", from, ...(exclude ? [`^${exclude}`] : [])]));
  }

  async mergeBase(a: string, b: string): Promise<string | undefined> {
    const { code, stdout } = await this.run({ args: ["merge-base", a, b], accept: [1] });
    return code === 0 ? stdout.toString().trim() : undefined;
  }

  async isAncestor(ancestor: string, descendant: string): Promise<boolean> {
    return (
      (await this.run({ args: ["merge-base", "--is-ancestor", ancestor, descendant], accept: [1, 128] })).code === 0
    );
  }

  /** The entries of a tree, of all trees below it when `recursive`. */
  async tree(treeish: string, recursive = false): Promise<TreeEntry[]> {
    return parseTree(await this.text(["ls-tree", "-z", "--long", ...(recursive ? ["-r", "-t"] : []), treeish]));
  }

  /** What lies at a path of a commit. */
  async entry(commit: string, path: string): Promise<TreeEntry | undefined> {
    if (path === "") return { mode: "040000", type: "tree", sha: (await this.parse(`${commit}^{tree}`)) ?? "", path };
    return parseTree(await this.text(["ls-tree", "-z", "--long", "--full-tree", commit, "--", `:(literal)${path}`]))[0];
  }

  async blob(sha: string): Promise<Buffer | undefined> {
    const { code, stdout } = await this.run({ args: ["cat-file", "blob", sha], accept: [128] });
    return code === 0 ? stdout : undefined;
  }

  async writeBlob(content: Buffer): Promise<string> {
    return (await this.text(["hash-object", "-w", "--stdin"], { input: content })).trim();
  }

  async writeCommit({ tree, parents, message, author, committer }: NewCommit): Promise<string> {
    const args = ["commit-tree", tree, ...parents.flatMap((parent) => ["-p", parent])];
    const env = {
      GIT_AUTHOR_NAME: author.name,
      GIT_AUTHOR_EMAIL: author.email,
      GIT_AUTHOR_DATE: author.date,
      GIT_COMMITTER_NAME: committer.name,
      GIT_COMMITTER_EMAIL: committer.email,
      GIT_COMMITTER_DATE: committer.date,
    };
    return (await this.text(args, { input: message, env })).trim();
  }

  /** The tree of `ours` and `theirs` merged; undefined when they conflict. */
  merge(ours: string, theirs: string): Promise<string | undefined> {
    return mergeTrees(this.folder, ours, theirs);
  }

  async text(args: readonly string[], more: Pick<GitCommand, "input" | "env"> = {}): Promise<string> {
    return (await this.run({ args, ...more })).stdout.toString();
  }

  private run(command: Omit<GitCommand, "folder">) {
    return runGit({ folder: this.folder, ...command });
  }
}

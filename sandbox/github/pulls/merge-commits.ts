import { cherryPick } from "../../kit/git/cherry-pick";
import type { Commit, Signature } from "../../kit/git/objects";
import type { Viewer } from "../authentication";
import { gitOf, type Context } from "../context";
import type { Repository } from "../entities";
import { emailOf } from "../repositories";
import type { MergeMethod } from "./obstacles";
import { github, headLabel, type Pull } from "./refs";

export interface MergeWish {
  readonly method: MergeMethod;
  readonly title?: string;
  readonly message?: string;
}

export interface Merging {
  readonly context: Context;
  readonly repository: Repository;
  readonly actor: Viewer;
  readonly pull: Pull;
  /** The tip of the base branch. */
  readonly base: string;
}

/** Writes the commits of a merge without moving the base; undefined when they conflict. */
export function writeMerge(merging: Merging, wish: MergeWish): Promise<string | undefined> {
  if (wish.method === "rebase") return rebase(merging);
  return wish.method === "squash" ? squash(merging, wish) : merge(merging, wish);
}

function signatureOf({ context, actor: { account } }: Merging): Signature {
  return { name: account.name ?? account.login, email: emailOf(account), date: context.state.now() };
}

async function merge(merging: Merging, wish: MergeWish): Promise<string | undefined> {
  const { context, repository, pull, base } = merging;
  const git = gitOf(context, repository);
  const tree = await git.merge(base, pull.pull.headSha);
  if (tree === undefined) return undefined;
  const { merge_commit_title, merge_commit_message } = repository.settings;
  const titled = merge_commit_title === "PR_TITLE";
  const title =
    wish.title ??
    (titled
      ? `${pull.title} (#${pull.number})`
      : `Merge pull request #${pull.number} from ${headLabel(context, pull.pull).replace(":", "/")}`);
  const bodies: Readonly<Record<string, string>> = { PR_TITLE: pull.title, PR_BODY: pull.body ?? "", BLANK: "" };
  const message = written(title, wish.message ?? bodies[merge_commit_message] ?? "");
  const author = signatureOf(merging);
  const committer = { ...github, date: author.date };
  return git.writeCommit({ tree, parents: [base, pull.pull.headSha], message, author, committer });
}

const written = (title: string, body: string): string => (body === "" ? title : `${title}\n\n${body}`);

/** Commits of the head that the base lacks, oldest first. */
async function commitsOf({ context, repository, pull }: Merging, base: string): Promise<Commit[]> {
  return (await gitOf(context, repository).log({ from: pull.pull.headSha, exclude: base })).reverse();
}

async function squash(merging: Merging, wish: MergeWish): Promise<string | undefined> {
  const { context, repository, pull, base } = merging;
  const git = gitOf(context, repository);
  const tree = await git.merge(base, pull.pull.headSha);
  if (tree === undefined) return undefined;
  const commits = await commitsOf(merging, base);
  const { squash_merge_commit_title, squash_merge_commit_message } = repository.settings;
  const [only] = commits;
  const single = commits.length === 1 && squash_merge_commit_title === "COMMIT_OR_PR_TITLE" ? only : undefined;
  const title = wish.title ?? `${single ? firstLine(single) : pull.title} (#${pull.number})`;
  const listed = single ? restOf(single) : commits.map((row) => `* ${row.message}`).join("\n\n");
  const bodies: Readonly<Record<string, string>> = {
    COMMIT_MESSAGES: listed,
    PR_BODY: pull.body ?? "",
    BLANK: "",
  };
  const message = written(title, wish.message ?? bodies[squash_merge_commit_message] ?? "");
  const author = signatureOf(merging);
  return git.writeCommit({ tree, parents: [base], message, author, committer: { ...github, date: author.date } });
}

const firstLine = (commit: Commit): string => commit.message.split("\n")[0]!;
const restOf = (commit: Commit): string => commit.message.split("\n").slice(1).join("\n").trim();

async function rebase(merging: Merging): Promise<string | undefined> {
  const { context, repository, base } = merging;
  const committer = signatureOf(merging);
  let tip: string | undefined = base;
  for (const commit of await commitsOf(merging, base)) {
    if (commit.parents.length > 1) continue;
    tip = tip && (await cherryPick(gitOf(context, repository), tip, commit, committer));
  }
  return tip;
}

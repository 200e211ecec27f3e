import type { WorkflowRun } from "../../github/actions/entities";
import { gitOf, type Context } from "../../github/context";
import type { Repository } from "../../github/entities";
import { isPull, type Pull } from "../../github/pulls/refs";
import { notFound } from "../errors";
import type { Inside } from "../inside";

export interface RepositoryParams {
  readonly owner: string;
  readonly repo: string;
}

/** What the pages of one repository are drawn from. */
export interface Open {
  readonly context: Context;
  readonly repository: Repository;
  /** `owner/name` */
  readonly fullName: string;
  /** Its address in the console, without a final slash. */
  readonly path: string;
}

/** @throws PageError 404 */
export function openRepository({ services }: Inside, { owner, repo }: RepositoryParams): Open {
  const { context } = services.github;
  const repository = context.state.repository(owner, repo);
  if (!repository) throw notFound("repository", `${owner}/${repo}`);
  return openOf(context, repository);
}

export function openOf(context: Context, repository: Repository): Open {
  const fullName = `${context.state.owner(repository).login}/${repository.name}`;
  return { context, repository, fullName, path: `/repositories/${fullName}` };
}

/** Pull requests, the newest first. */
export const pullsOf = ({ context, repository }: Open): Pull[] =>
  context.state.issues
    .filter((row) => row.repositoryId === repository.id && row.pull !== undefined)
    .filter(isPull)
    .sort((a, b) => b.number - a.number);

export const pullState = ({ state, pull }: Pull): string =>
  pull.mergedAt !== null ? "merged" : state === "closed" ? "closed" : pull.draft ? "draft" : "open";

export interface Branch {
  readonly name: string;
  readonly sha: string;
  /** The first line of its last commit's message, who wrote it and when. */
  readonly subject: string;
  readonly author: string;
  readonly date: string;
}

const format = [
  "%(refname:lstrip=2)",
  "%(objectname)",
  "%(authorname)",
  "%(committerdate:iso-strict)",
  "%(subject)",
].join("%00");

/** The default branch first, then by the last commit. */
export async function branchesOf({ context, repository }: Open): Promise<Branch[]> {
  const text = await gitOf(context, repository).text([
    "for-each-ref",
    "--sort=-committerdate",
    `--format=${format}`,
    "refs/heads/",
  ]);
  const branches = text.split("\n").filter(Boolean).map(parseBranch);
  const isDefault = ({ name }: Branch) => Number(name === repository.defaultBranch);
  return branches.sort((a, b) => isDefault(b) - isDefault(a));
}

function parseBranch(line: string): Branch {
  const [name = "", sha = "", author = "", date = "", subject = ""] = line.split("\0");
  return { name, sha, author, date, subject };
}

/** Workflow runs, the oldest first. */
export const runsOf = ({ context, repository }: Open): WorkflowRun[] =>
  context.state.runs.where("repositoryId", repository.id);

export const loginOf = ({ context }: Open, accountId: string): string =>
  context.state.accounts.get(accountId)?.login ?? "ghost";

import { commitFiles } from "../kit/git/commit-files";
import type { GitRepository } from "../kit/git/repository";
import { gitOf, type Context } from "./context";
import type { Account, Repository, RepositorySettings } from "./entities";

/** What a new repository has at GitHub. */
export const defaultSettings: RepositorySettings = {
  description: null,
  homepage: null,
  has_issues: true,
  has_projects: true,
  has_wiki: true,
  has_discussions: false,
  has_downloads: true,
  is_template: false,
  allow_squash_merge: true,
  allow_merge_commit: true,
  allow_rebase_merge: true,
  allow_auto_merge: false,
  allow_update_branch: false,
  allow_forking: true,
  delete_branch_on_merge: false,
  squash_merge_commit_title: "COMMIT_OR_PR_TITLE",
  squash_merge_commit_message: "COMMIT_MESSAGES",
  merge_commit_title: "MERGE_MESSAGE",
  merge_commit_message: "PR_TITLE",
  web_commit_signoff_required: false,
  archived: false,
};

export interface NewRepository {
  readonly owner: Account;
  readonly name: string;
  readonly visibility: Repository["visibility"];
  readonly defaultBranch?: string;
  readonly topics?: readonly string[];
  readonly settings?: Partial<RepositorySettings>;
  readonly createdAt?: string;
  readonly parentId?: string;
}

/** Makes a repository with an empty git repository. */
export async function createRepository(context: Context, wanted: NewRepository): Promise<Repository> {
  const { state } = context;
  const createdAt = wanted.createdAt ?? state.now();
  const repository = state.repositories.insert({
    id: state.nextId("repository"),
    ownerId: wanted.owner.id,
    name: wanted.name,
    visibility: wanted.visibility,
    defaultBranch: wanted.defaultBranch ?? "main",
    topics: wanted.topics ?? [],
    settings: { ...defaultSettings, ...wanted.settings },
    vulnerabilityAlerts: false,
    ...(wanted.parentId === undefined ? {} : { parentId: wanted.parentId }),
    createdAt,
    updatedAt: createdAt,
    pushedAt: createdAt,
  });
  state.formerNames.remove(`${wanted.owner.login}/${wanted.name}`.toLowerCase());
  const git = gitOf(context, repository);
  git.remove();
  await git.initialize(repository.defaultBranch);
  return repository;
}

/** The first commit of `auto_init`: a README with the name and the description. */
export async function writeReadme(
  git: GitRepository,
  repository: Repository,
  author: Account,
  now: string,
): Promise<void> {
  const description = repository.settings.description ? `\n${repository.settings.description}\n` : "";
  const signature = { name: author.name ?? author.login, email: emailOf(author), date: now };
  await commitFiles(git, {
    branch: repository.defaultBranch,
    message: "Initial commit",
    author: signature,
    committer: signature,
    files: [{ path: "README.md", content: Buffer.from(`# ${repository.name}\n${description}`) }],
  });
}

export const emailOf = (account: Account): string =>
  account.email ?? `${account.id}+${account.login}@users.noreply.github.com`;

/** Removes a repository with all that belongs to it. */
export function deleteRepository(context: Context, repository: Repository): void {
  const { state } = context;
  const belongs = (row: { readonly repositoryId: string }): boolean => row.repositoryId === repository.id;
  const environments = state.environments.filter(belongs).map((row) => row.id);
  const scopes = [`repository:${repository.id}`, ...environments.map((id) => `environment:${id}`)];
  const issues = state.issues.filter(belongs).map((row) => row.id);
  state.secrets.removeWhere((row) => scopes.includes(row.scope));
  state.variables.removeWhere((row) => scopes.includes(row.scope));
  state.keys.removeWhere((row) => scopes.includes(row.id));
  state.deploymentPolicies.removeWhere((row) => environments.includes(row.environmentId));
  state.reviews.removeWhere((row) => issues.includes(row.issueId));
  for (const rows of [state.rules, state.environments, state.statuses, state.checkRuns, state.issues, state.comments])
    rows.removeWhere(belongs as never);
  for (const rows of [state.teamRepositories, state.rulesets, state.hooks, state.formerNames, state.labels])
    rows.removeWhere(belongs as never);
  for (const rows of [state.workflows, state.runs, state.jobs, state.deliveries, state.runReviews])
    rows.removeWhere(belongs as never);
  for (const rows of [state.deployments, state.deploymentStatuses]) rows.removeWhere(belongs as never);
  state.permissions.remove(repository.id);
  state.oidcSubjects.remove(repository.id);
  state.repositories.remove(repository.id);
  gitOf(context, repository).remove();
}

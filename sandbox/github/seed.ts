import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { commitFiles, type FileToCommit } from "../kit/git/commit-files";
import { gitOf, type Context } from "./context";
import type { Account, Repository, RepositorySettings } from "./entities";
import { createRepository } from "./repositories";

/** One commit of a seeded history. Author and dates are fixed, so that its SHA is the same everywhere. */
export interface SeedCommit {
  readonly message: string;
  readonly author: { readonly name: string; readonly email: string };
  /** ISO 8601. */
  readonly date: string;
  /** Files and folders that appear with this commit; all that is left when absent. */
  readonly paths?: readonly string[];
}

export interface SeedRepository {
  /** An organization of the seed, or the token's user. */
  readonly owner: string;
  readonly name: string;
  readonly visibility?: Repository["visibility"];
  readonly defaultBranch: string;
  readonly topics?: readonly string[];
  readonly settings?: Partial<RepositorySettings>;
  readonly createdAt?: string;
  /** Where the files lie that the commits are made of. Without it the repository is empty. */
  readonly folder?: string;
  readonly commits?: readonly SeedCommit[];
}

/** What exists on GitHub before anybody does anything. */
export interface GitHubSeed {
  readonly organizations: readonly {
    readonly login: string;
    readonly name?: string;
    readonly plan?: Account["plan"];
  }[];
  readonly users?: readonly { readonly login: string; readonly name?: string; readonly email?: string }[];
  readonly repositories: readonly SeedRepository[];
}

/** What running or building an application leaves in its folder; never a part of its source. */
const leftovers = /^(\.git|__pycache__|node_modules|\.venv|\.pytest_cache|\.DS_Store)$|\.pyc$/;

export async function sow(context: Context, seed: GitHubSeed, viewer: { login: string }): Promise<void> {
  const { state } = context;
  const createdAt = "2019-02-11T17:03:12Z";
  const base = { email: null, plan: "free", memberships: {}, createdAt } as const;
  const organizations = seed.organizations.map(({ login, name = null, plan = "team" }) =>
    state.accounts.insert({ ...base, id: state.nextId("account"), login, type: "Organization", name, plan }),
  );
  const admin = Object.fromEntries(organizations.map((row) => [row.id, "admin" as const]));
  const user = { ...base, id: state.nextId("account"), login: viewer.login, type: "User", name: viewer.login } as const;
  state.accounts.insert({ ...user, email: `${viewer.login}@example.com`, memberships: admin });
  for (const { login, name = null, email = null } of seed.users ?? [])
    state.accounts.insert({ ...base, id: state.nextId("account"), login, type: "User", name, email });
  state.apps.insert({ id: "15368", slug: "github-actions", name: "GitHub Actions" });
  for (const repository of seed.repositories) await sowRepository(context, repository);
}

async function sowRepository(context: Context, seed: SeedRepository): Promise<void> {
  const owner = context.state.account(seed.owner);
  if (!owner)
    throw new Error(
      `the seed's repository ${seed.owner}/${seed.name} belongs to nobody: add ${seed.owner} to the seed`,
    );
  const repository = await createRepository(context, { ...seed, owner, visibility: seed.visibility ?? "public" });
  const git = gitOf(context, repository);
  const files = seed.folder ? filesOf(seed.folder) : [];
  const done = new Set<string>();
  for (const { message, author, date, paths } of seed.commits ?? []) {
    const chosen = files.filter(
      ({ path }) =>
        !done.has(path) && (!paths || paths.some((start) => path === start || path.startsWith(`${start}/`))),
    );
    for (const { path } of chosen) done.add(path);
    const signature = { ...author, date };
    await commitFiles(git, {
      branch: seed.defaultBranch,
      message,
      author: signature,
      committer: signature,
      files: chosen,
    });
  }
}

/** All files below a folder, in order of their paths. */
function filesOf(folder: string, below = ""): FileToCommit[] {
  const names = readdirSync(join(folder, below))
    .filter((name) => !leftovers.test(name))
    .sort();
  return names.flatMap((name): FileToCommit[] => {
    const path = below ? `${below}/${name}` : name;
    const status = statSync(join(folder, path));
    if (status.isDirectory()) return filesOf(folder, path);
    const mode = status.mode & 0o100 ? "100755" : "100644";
    return [{ path, content: readFileSync(join(folder, path)), mode }];
  });
}

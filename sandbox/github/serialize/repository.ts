import { atLeast, type Permission } from "../authentication";
import { htmlUrl, repositoryUrl, type Context } from "../context";
import type { Repository } from "../entities";
import { nodeId } from "../node-ids";
import { simpleUser } from "./account";

/** Paths behind the repository's URL, for the `<name>_url` fields. */
const links: Readonly<Record<string, string>> = {
  forks: "/forks",
  keys: "/keys{/key_id}",
  collaborators: "/collaborators{/collaborator}",
  teams: "/teams",
  hooks: "/hooks",
  issue_events: "/issues/events{/number}",
  events: "/events",
  assignees: "/assignees{/user}",
  branches: "/branches{/branch}",
  tags: "/tags",
  blobs: "/git/blobs{/sha}",
  git_tags: "/git/tags{/sha}",
  git_refs: "/git/refs{/sha}",
  trees: "/git/trees{/sha}",
  statuses: "/statuses/{sha}",
  languages: "/languages",
  stargazers: "/stargazers",
  contributors: "/contributors",
  subscribers: "/subscribers",
  subscription: "/subscription",
  commits: "/commits{/sha}",
  git_commits: "/git/commits{/sha}",
  comments: "/comments{/number}",
  issue_comment: "/issues/comments{/number}",
  contents: "/contents/{+path}",
  compare: "/compare/{base}...{head}",
  merges: "/merges",
  archive: "/{archive_format}{/ref}",
  downloads: "/downloads",
  issues: "/issues{/number}",
  pulls: "/pulls{/number}",
  milestones: "/milestones{/number}",
  notifications: "/notifications{?since,all,participating}",
  labels: "/labels{/name}",
  releases: "/releases{/id}",
  deployments: "/deployments",
};

/** `minimal-repository`, and all that `repository` adds to it but the settings. */
export function minimalRepository(context: Context, repository: Repository): Record<string, unknown> {
  const { state } = context;
  const owner = state.owner(repository);
  const [url, html] = [repositoryUrl(context, repository), htmlUrl(context, repository)];
  const forks = state.repositories.filter((row) => row.parentId === repository.id).length;
  const open = state.issues.filter((issue) => issue.repositoryId === repository.id && issue.state === "open").length;
  const { description, homepage, archived } = repository.settings;
  return {
    id: Number(repository.id),
    node_id: nodeId("Repository", repository.id),
    name: repository.name,
    full_name: `${owner.login}/${repository.name}`,
    private: repository.visibility !== "public",
    owner: simpleUser(context, owner),
    html_url: html,
    description,
    fork: repository.parentId !== undefined,
    url,
    ...Object.fromEntries(Object.entries(links).map(([name, path]) => [`${name}_url`, url + path])),
    git_url: `${html.replace(/^https?:/, "git:")}.git`,
    ssh_url: `git@${new URL(html).host}:${owner.login}/${repository.name}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
    created_at: repository.createdAt,
    updated_at: repository.updatedAt,
    pushed_at: repository.pushedAt,
    homepage,
    size: 0,
    stargazers_count: 0,
    watchers_count: 0,
    language: null,
    forks_count: forks,
    mirror_url: null,
    archived,
    disabled: false,
    open_issues_count: open,
    license: null,
    topics: [...repository.topics],
    visibility: repository.visibility,
    forks,
    open_issues: open,
    watchers: 0,
    default_branch: repository.defaultBranch,
    has_pages: false,
  };
}

/** `repository`: what lists of one's own repositories show. */
export function listedRepository(
  context: Context,
  repository: Repository,
  permission: Permission,
): Record<string, unknown> {
  const { description: _d, homepage: _h, archived: _a, ...settings } = repository.settings;
  const shown = Object.entries(settings).filter(([name]) => atLeast(permission, "write") || !isAboutMerging(name));
  return {
    ...minimalRepository(context, repository),
    ...Object.fromEntries(shown),
    permissions: permissions(permission),
  };
}

/** `full-repository`; who may not write sees no settings of merging, as at GitHub. */
export function fullRepository(
  context: Context,
  repository: Repository,
  permission: Permission,
): Record<string, unknown> {
  const owner = context.state.owner(repository);
  return {
    ...listedRepository(context, repository, permission),
    ...(owner.type === "Organization" ? { organization: simpleUser(context, owner) } : {}),
    ...lineage(context, repository),
    custom_properties: {},
    network_count: 0,
    subscribers_count: 0,
  };
}

/** What a fork was made of: `source` is the first of them. */
function lineage(context: Context, { parentId }: Repository): Record<string, unknown> {
  const parent = parentId === undefined ? undefined : context.state.repositories.get(parentId);
  if (!parent) return {};
  let source = parent;
  for (
    let next: Repository | undefined = parent;
    next;
    next = next.parentId === undefined ? undefined : context.state.repositories.get(next.parentId)
  )
    source = next;
  return { parent: listedRepository(context, parent, "read"), source: listedRepository(context, source, "read") };
}

const isAboutMerging = (name: string): boolean => /merge|allow_(auto|update)|squash/.test(name);

function permissions(permission: Permission): Record<string, boolean> {
  return {
    admin: permission === "admin",
    maintain: permission === "admin",
    push: atLeast(permission, "write"),
    triage: atLeast(permission, "write"),
    pull: atLeast(permission, "read"),
  };
}

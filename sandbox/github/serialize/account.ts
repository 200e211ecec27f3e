import { apiUrl, type Context } from "../context";
import type { Account, App } from "../entities";
import { nodeId } from "../node-ids";

/** `simple-user` of the API's description. */
export function simpleUser(context: Context, account: Account): Record<string, unknown> {
  const url = `${apiUrl(context)}/users/${account.login}`;
  return {
    login: account.login,
    id: Number(account.id),
    node_id: nodeId(account.type, account.id),
    avatar_url: `${context.url()}/avatars/u/${account.id}?v=4`,
    gravatar_id: "",
    url,
    html_url: `${context.url()}/${account.login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    site_admin: false,
  };
}

/** `public-user` */
export function publicUser(context: Context, account: Account): Record<string, unknown> {
  const repositories = context.state.repositories.filter((row) => row.ownerId === account.id);
  return {
    ...simpleUser(context, account),
    name: account.name,
    company: null,
    blog: "",
    location: null,
    email: account.email,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: repositories.filter((row) => row.visibility === "public").length,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: account.createdAt,
    updated_at: account.createdAt,
  };
}

/** `organization-full` */
export function organization(context: Context, account: Account): Record<string, unknown> {
  const url = `${apiUrl(context)}/orgs/${account.login}`;
  const repositories = context.state.repositories.filter((row) => row.ownerId === account.id);
  const open = repositories.filter((row) => row.visibility === "public").length;
  return {
    ...organizationSimple(context, account),
    name: account.name,
    ...(account.email === null ? {} : { email: account.email }),
    twitter_username: null,
    is_verified: false,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: open,
    public_gists: 0,
    followers: 0,
    following: 0,
    html_url: `${context.url()}/${account.login}`,
    repos_url: `${url}/repos`,
    created_at: account.createdAt,
    updated_at: account.createdAt,
    archived_at: null,
    type: "Organization",
    total_private_repos: repositories.length - open,
    owned_private_repos: repositories.length - open,
    default_repository_permission: "read",
    members_can_create_repositories: true,
    two_factor_requirement_enabled: false,
    web_commit_signoff_required: false,
    plan: { name: account.plan, space: 976562499, private_repos: 10000, filled_seats: 1, seats: 1 },
  };
}

/** `organization-simple` */
export function organizationSimple(context: Context, account: Account): Record<string, unknown> {
  const url = `${apiUrl(context)}/orgs/${account.login}`;
  return {
    login: account.login,
    id: Number(account.id),
    node_id: nodeId("Organization", account.id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${context.url()}/avatars/u/${account.id}?v=4`,
    description: null,
  };
}

/** `integration` */
export function integration(context: Context, app: App): Record<string, unknown> {
  const owner = context.state.accounts.find((account) => account.type === "Organization");
  return {
    id: Number(app.id),
    slug: app.slug,
    node_id: nodeId("App", app.id),
    owner: owner ? simpleUser(context, owner) : null,
    name: app.name,
    description: null,
    external_url: `${context.url()}/features/actions`,
    html_url: `${context.url()}/apps/${app.slug}`,
    created_at: "2018-07-30T09:30:17Z",
    updated_at: "2024-04-10T20:33:16Z",
    permissions: { checks: "write", contents: "read", metadata: "read", statuses: "write" },
    events: [],
  };
}

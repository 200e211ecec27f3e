import { because, type Gap } from "../kit/gaps";

const secrets = (from: string): string[] => [
  `GET ${from}/secrets`,
  `GET ${from}/secrets/public-key`,
  `GET PUT DELETE ${from}/secrets/:secret_name`,
];
const selected = (from: string): string[] => [
  `GET PUT ${from}/secrets/:secret_name/repositories`,
  `PUT DELETE ${from}/secrets/:secret_name/repositories/:repository_id`,
];

/**
 * What GitHub's Terraform provider (6.11.1, which is also Pulumi's) calls for resources outside of the areas of github-gaps.ts, read in its
 * source and in that of its client, go-github 82. A 404 in their place would make it forget a resource.
 */
export const githubClientGaps: readonly Gap[] = [
  ...because("it publishes no pages", ["GET POST PUT DELETE /repos/:owner/:repo/pages"]),
  ...because("it writes no links for references", [
    "GET POST /repos/:owner/:repo/autolinks",
    "GET DELETE /repos/:owner/:repo/autolinks/:autolink_id",
  ]),
  ...because("it has no Dependabot", [
    "GET PUT DELETE /repos/:owner/:repo/automated-security-fixes",
    ...secrets("/repos/:owner/:repo/dependabot"),
    ...secrets("/orgs/:org/dependabot"),
    ...selected("/orgs/:org/dependabot"),
  ]),
  ...because("it has no Codespaces", [
    ...secrets("/repos/:owner/:repo/codespaces"),
    ...secrets("/orgs/:org/codespaces"),
    ...selected("/orgs/:org/codespaces"),
    ...secrets("/user/codespaces"),
    ...selected("/user/codespaces"),
  ]),
  ...because("repositories have no custom properties", [
    "GET PATCH /repos/:owner/:repo/properties/values",
    "GET PUT DELETE /orgs/:org/properties/schema/:custom_property_name",
  ]),
  ...because("people and teams have GitHub's own roles only", [
    "GET POST /orgs/:org/custom-repository-roles",
    "GET PATCH DELETE /orgs/:org/custom-repository-roles/:role_id",
    "GET POST /orgs/:org/organization-roles",
    "GET PATCH DELETE /orgs/:org/organization-roles/:role_id",
    "GET /orgs/:org/organization-roles/:role_id/teams",
    "GET /orgs/:org/organization-roles/:role_id/users",
    "PUT DELETE /orgs/:org/organization-roles/teams/:team_slug/:role_id",
    "PUT DELETE /orgs/:org/organization-roles/users/:username/:role_id",
    "GET /orgs/:org/security-managers",
    "PUT DELETE /orgs/:org/security-managers/teams/:team_slug",
  ]),
  ...because("it has no identity provider whose groups could be teams", [
    "GET /orgs/:org/external-groups",
    "GET /orgs/:org/external-group/:group_id",
    "GET PATCH DELETE /orgs/:org/teams/:team_slug/external-groups",
    "GET /orgs/:org/team-sync/groups",
    "GET PATCH /orgs/:org/teams/:team_slug/team-sync/group-mappings",
    "PATCH /admin/ldap/teams/:team_id/mapping",
  ]),
  ...because("it has organizations, and no enterprise above them", ["GET POST PUT PATCH DELETE /enterprises/*"]),
  ...because("nobody is blocked", ["GET PUT DELETE /orgs/:org/blocks/:username"]),
  ...because("it does not search", ["GET /search/repositories"]),
  ...because("nobody signs commits", ["GET POST /user/gpg_keys", "GET DELETE /user/gpg_keys/:gpg_key_id"]),
  ...because("apps cannot be installed: a token is the way in", [
    "GET /app",
    "GET /apps/:app_slug",
    "GET /user/installations/:installation_id/repositories",
    "PUT DELETE /user/installations/:installation_id/repositories/:repository_id",
  ]),
];

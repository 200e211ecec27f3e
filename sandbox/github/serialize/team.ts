import { apiUrl, type Context } from "../context";
import type { Team } from "../entities";
import { nodeId } from "../node-ids";
import { organization } from "./account";

/** `team` */
export function teamSimple(context: Context, team: Team): Record<string, unknown> {
  const parent = team.parentId ? context.state.teams.get(team.parentId) : undefined;
  return { ...teamBase(context, team), parent: parent ? teamBase(context, parent) : null };
}

function teamBase(context: Context, team: Team): Record<string, unknown> {
  const org = context.state.accounts.get(team.organizationId)!;
  const url = `${apiUrl(context)}/organizations/${org.id}/team/${team.id}`;
  return {
    id: Number(team.id),
    node_id: nodeId("Team", team.id),
    url,
    html_url: `${context.url()}/orgs/${org.login}/teams/${team.slug}`,
    name: team.name,
    slug: team.slug,
    description: team.description,
    privacy: team.privacy,
    notification_setting: team.notificationSetting,
    permission: "pull",
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    type: "organization",
    organization_id: Number(org.id),
  };
}

/** `team-full` */
export function teamFull(context: Context, team: Team): Record<string, unknown> {
  const { state } = context;
  return {
    ...teamSimple(context, team),
    created_at: team.createdAt,
    updated_at: team.updatedAt,
    members_count: state.teamMemberships.filter((row) => row.teamId === team.id).length,
    repos_count: state.teamRepositories.filter((row) => row.teamId === team.id).length,
    organization: organization(context, state.accounts.get(team.organizationId)!),
  };
}

import { z } from "zod";
import { created, paginate, type Api, type UserCall } from "../api";
import type { Account, Team } from "../entities";
import { notFound, unprocessable, validationFailed } from "../errors";
import { simpleUser } from "../serialize/account";
import { teamFull, teamSimple } from "../serialize/team";
import { account, organizationNamed } from "./accounts";
import { mustAdminister, routeOfTeam, teamsOf, type TeamCall, type TeamRoute } from "./team-of";

const shape = z.object({
  name: z.string(),
  description: z.string().nullish(),
  privacy: z.enum(["secret", "closed"]).optional(),
  notification_setting: z.enum(["notifications_enabled", "notifications_disabled"]).optional(),
  parent_team_id: z.number().int().nullish(),
  maintainers: z.array(z.string()).optional(),
  permission: z.string().optional(),
});

/** Teams of organizations and who belongs to them. */
export function teamRoutes(api: Api): void {
  api.user("GET", "/orgs/:org/teams", (call) => {
    const organization = organizationNamed(call);
    return paginate(call, teamsOf(call, organization)).map((row) => teamSimple(call.context, row));
  });
  api.user("POST", "/orgs/:org/teams", create);
  const team = routeOfTeam(api);
  team("GET", "", ({ context, team }) => teamFull(context, team));
  team("PATCH", "", update);
  team("DELETE", "", remove);
  memberRoutes(team);
}

const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, "-")
    .replace(/^-+|-+$/g, "");

function checkedName(call: UserCall, organization: Account, name: string, own?: Team): { name: string; slug: string } {
  const slug = slugOf(name);
  if (slug === "") throw unprocessable("name is not a valid team name");
  if (teamsOf(call, organization).some((row) => row.slug === slug && row.id !== own?.id))
    throw validationFailed({
      resource: "Team",
      field: "name",
      code: "already_exists",
      message: "Name must be unique for this org",
    });
  return { name, slug };
}

/** Who makes a team belongs to it, as its maintainer. */
function create(call: UserCall): unknown {
  const { state } = call.context;
  const organization = organizationNamed(call);
  mustAdminister(call, organization);
  const wanted = call.body(shape);
  const parentId = wanted.parent_team_id ? String(wanted.parent_team_id) : null;
  if (parentId !== null && state.teams.get(parentId)?.organizationId !== organization.id) throw notFound();
  const now = state.now();
  const team = state.teams.insert({
    id: state.nextId("team"),
    organizationId: organization.id,
    ...checkedName(call, organization, wanted.name),
    description: wanted.description ?? null,
    privacy: wanted.privacy ?? (parentId === null ? "secret" : "closed"),
    notificationSetting: wanted.notification_setting ?? "notifications_enabled",
    parentId,
    createdAt: now,
    updatedAt: now,
  });
  const maintainers = wanted.maintainers?.map((login) => account(call, login)) ?? [call.viewer.account];
  for (const { id } of maintainers) join(call, team, id, "maintainer");
  return created(call, teamFull(call.context, team));
}

function join({ context }: UserCall, team: Team, accountId: string, role: "member" | "maintainer"): void {
  const id = `${team.id}/${accountId}`;
  context.state.teamMemberships.remove(id);
  context.state.teamMemberships.insert({ id, teamId: team.id, accountId, role });
}

function update(call: TeamCall): unknown {
  const { context, organization, team } = call;
  mustAdminister(call, organization);
  const wanted = call.body(shape.partial());
  const parent = wanted.parent_team_id;
  const change = {
    ...(wanted.name === undefined ? {} : checkedName(call, organization, wanted.name, team)),
    ...(wanted.description === undefined ? {} : { description: wanted.description }),
    ...(wanted.privacy ? { privacy: wanted.privacy } : {}),
    ...(wanted.notification_setting ? { notificationSetting: wanted.notification_setting } : {}),
    ...(parent === undefined ? {} : { parentId: parent === null ? null : String(parent) }),
  };
  return teamFull(context, context.state.teams.update(team.id, { ...change, updatedAt: context.state.now() }));
}

function remove(call: TeamCall): void {
  const { context, organization, team } = call;
  mustAdminister(call, organization);
  const { state } = context;
  for (const rows of [state.teamMemberships, state.teamRepositories])
    rows.removeWhere((row: { teamId: string }) => row.teamId === team.id);
  for (const child of state.teams.filter((row) => row.parentId === team.id))
    state.teams.update(child.id, { parentId: team.parentId });
  state.teams.remove(team.id);
}

function memberRoutes(team: TeamRoute): void {
  team("GET", "/members", (call) => {
    const { state } = call.context;
    const members = state.teamMemberships
      .filter((row) => row.teamId === call.team.id)
      .map((row) => state.accounts.get(row.accountId)!);
    return paginate(call, members).map((row) => simpleUser(call.context, row));
  });
  const path = "/memberships/:login";
  team("GET", path, (call) => membership(call, account(call, call.params["login"]!)));
  team("PUT", path, (call) => {
    mustAdminister(call, call.organization);
    const user = account(call, call.params["login"]!);
    const { role } = call.body(z.object({ role: z.enum(["member", "maintainer"]).default("member") }));
    if (user.memberships[call.organization.id] === undefined)
      throw unprocessable("The user is no member of the organization, and the sandbox sends no invitations");
    join(call, call.team, user.id, role);
    return membership(call, user);
  });
  team("DELETE", path, (call) => {
    mustAdminister(call, call.organization);
    call.context.state.teamMemberships.remove(`${call.team.id}/${account(call, call.params["login"]!).id}`);
  });
}

function membership({ context, team }: TeamCall, user: Account): Record<string, unknown> {
  const row = context.state.teamMemberships.get(`${team.id}/${user.id}`);
  if (!row) throw notFound();
  return {
    url: `${String(teamSimple(context, team)["url"])}/memberships/${user.login}`,
    role: row.role,
    state: "active",
  };
}

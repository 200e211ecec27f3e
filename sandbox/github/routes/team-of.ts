import type { Api, Call, UserCall } from "../api";
import { administers } from "../authentication";
import type { Account, Team } from "../entities";
import { failure, notFound } from "../errors";
import { organizationNamed } from "./accounts";

/** A call about one team of an organization. */
export interface TeamCall extends UserCall {
  readonly organization: Account;
  readonly team: Team;
}

export type TeamRoute = (
  method: "GET" | "PUT" | "PATCH" | "DELETE",
  path: string,
  handler: (call: TeamCall) => unknown,
) => void;

/** Routes below a team: by its slug, and by ids as GitHub's Terraform provider asks. */
export const routeOfTeam =
  (api: Api): TeamRoute =>
  (method, path, handler) => {
    const enter = (call: UserCall): unknown => handler({ ...call, ...found(call) });
    api.user(method, `/orgs/:org/teams/:team${path}`, enter);
    api.user(method, `/organizations/:organization_id/team/:team${path}`, enter);
  };

export const teamsOf = ({ context }: Call, { id }: Account): Team[] =>
  context.state.teams.filter((row) => row.organizationId === id);

function found(call: UserCall): { organization: Account; team: Team } {
  const { organization_id: id, team: wanted } = call.params;
  const organization = id === undefined ? organizationNamed(call) : call.context.state.accounts.get(id);
  if (!organization) throw notFound();
  const team = teamsOf(call, organization).find((row) => (id === undefined ? row.slug : row.id) === wanted);
  if (!team) throw notFound();
  return { organization, team };
}

export function mustAdminister(call: UserCall, organization: Account): void {
  if (!administers(call.viewer, organization)) throw failure(403, "You must be an owner or maintainer of the team");
}

import type { Account, App } from "../../entities";
import type { Team } from "../../entities";
import { nodeId, parseNodeId } from "../../node-ids";
import { connection, graphqlError, type Fields, type GraphQLCall } from "../call";

export function userNode({ context, viewer }: GraphQLCall, user: Account): Fields {
  return {
    __typename: "User",
    ...accountFields(context.url(), user),
    email: user.email ?? "",
    isViewer: user.id === viewer.account.id,
  };
}

export function organizationNode(call: GraphQLCall, organization: Account): Fields {
  const { state, url } = call.context;
  const teams = state.teams.filter((team) => team.organizationId === organization.id);
  return {
    __typename: "Organization",
    ...accountFields(url(), organization),
    email: organization.email,
    description: null,
    viewerCanAdminister: call.viewer.account.memberships[organization.id] === "admin",
    team: ({ slug }: { slug: string }) => {
      const found = teams.find((team) => team.slug === slug);
      return found ? teamNode(call, found) : null;
    },
    teams: connection(teams, (team) => teamNode(call, team)),
  };
}

const accountFields = (url: string, account: Account): Fields => ({
  id: nodeId(account.type, account.id),
  databaseId: Number(account.id),
  login: account.login,
  name: account.name,
  url: `${url}/${account.login}`,
  resourcePath: `/${account.login}`,
  avatarUrl: `${url}/avatars/u/${account.id}?v=4`,
  createdAt: account.createdAt,
});

export const teamNode = ({ context }: GraphQLCall, team: Team): Fields => ({
  __typename: "Team",
  id: nodeId("Team", team.id),
  databaseId: Number(team.id),
  name: team.name,
  slug: team.slug,
  description: team.description,
  combinedSlug: `${context.state.accounts.get(team.organizationId)?.login}/${team.slug}`,
  privacy: team.privacy === "closed" ? "VISIBLE" : "SECRET",
});

export const appNode = ({ context }: GraphQLCall, app: App): Fields => ({
  __typename: "App",
  id: nodeId("App", app.id),
  databaseId: Number(app.id),
  name: app.name,
  slug: app.slug,
  description: null,
  url: `${context.url()}/apps/${app.slug}`,
});

/** A user, team or app by its node id; undefined when it is gone. */
export function actorNode(call: GraphQLCall, id: string): Fields | undefined {
  const reference = parseNodeId(id);
  const { state } = call.context;
  if (reference?.type === "Team") {
    const team = state.teams.get(reference.id);
    return team && teamNode(call, team);
  }
  if (reference?.type === "App") {
    const app = state.apps.get(reference.id);
    return app && appNode(call, app);
  }
  const account = reference?.type === "User" ? state.accounts.get(reference.id) : undefined;
  return account && userNode(call, account);
}

/** The ids in their present form; an id of nobody is GitHub's error. */
export function checkedActors(call: GraphQLCall, ids: readonly string[] | null | undefined): string[] {
  return (ids ?? []).map((id) => {
    const found = actorNode(call, id);
    if (!found) throw graphqlError("NOT_FOUND", `Could not resolve to a node with the global id of '${id}'`);
    return found["id"] as string;
  });
}

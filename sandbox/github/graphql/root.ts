import { permissionOn } from "../authentication";
import { parseNodeId, type NodeReference } from "../node-ids";
import { graphqlError, noSuchNode, type Fields, type GraphQLCall } from "./call";
import { protectionMutations } from "./mutations";
import { appNode, organizationNode, teamNode, userNode } from "./nodes/actors";
import { repositoryNode, ruleNode } from "./nodes/repository";

/** The fields of Query and Mutation; what is not here answers an error that says so. */
export function root(call: GraphQLCall): Fields {
  const { state } = call.context;
  return {
    viewer: () => userNode(call, call.viewer.account),
    node: ({ id }: { id: string }) => nodeById(call, id),
    nodes: ({ ids }: { ids: string[] }) => ids.map((id) => nodeById(call, id)),
    repository: ({ owner, name }: { owner: string; name: string }) => {
      const found = state.repository(owner, name) ?? formerly(call, owner, name);
      if (!found || permissionOn(state, call.viewer, found) === "none")
        throw graphqlError("NOT_FOUND", `Could not resolve to a Repository with the name '${owner}/${name}'.`);
      return repositoryNode(call, found);
    },
    user: ({ login }: { login: string }) => {
      const found = state.account(login);
      if (found?.type !== "User")
        throw graphqlError("NOT_FOUND", `Could not resolve to a User with the login of '${login}'.`);
      return userNode(call, found);
    },
    organization: ({ login }: { login: string }) => {
      const found = state.account(login);
      if (found?.type !== "Organization")
        throw graphqlError("NOT_FOUND", `Could not resolve to an Organization with the login of '${login}'.`);
      return organizationNode(call, found);
    },
    rateLimit: null,
    ...protectionMutations(call),
  };
}

function formerly({ context: { state } }: GraphQLCall, owner: string, name: string) {
  const former = state.formerNames.get(`${owner}/${name}`.toLowerCase());
  return former && state.repositories.get(former.repositoryId);
}

/** Any node by its global id, shown with the very id that was asked for: it may be of the older form. */
function nodeById(call: GraphQLCall, id: string): Fields {
  const reference = parseNodeId(id);
  const found = reference && nodeOf(call, reference);
  if (!found) throw noSuchNode(id);
  return { ...found, id };
}

function nodeOf(call: GraphQLCall, { type, id }: NodeReference): Fields | undefined {
  const { state } = call.context;
  const account = state.accounts.get(id);
  const [repository, rule] = [state.repositories.get(id), state.rules.get(id)];
  const [team, app] = [state.teams.get(id), state.apps.get(id)];
  switch (type) {
    case "Repository":
      return repository && permissionOn(state, call.viewer, repository) !== "none"
        ? repositoryNode(call, repository)
        : undefined;
    case "User":
      return account?.type === "User" ? userNode(call, account) : undefined;
    case "Organization":
      return account?.type === "Organization" ? organizationNode(call, account) : undefined;
    case "BranchProtectionRule":
      return rule && ruleNode(call, rule);
    case "Team":
      return team && teamNode(call, team);
    case "App":
      return app && appNode(call, app);
    default:
      return undefined;
  }
}

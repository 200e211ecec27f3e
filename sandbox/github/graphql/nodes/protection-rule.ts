import type { ProtectionRule } from "../../entities";
import { nodeId } from "../../node-ids";
import { connection, type Fields, type GraphQLCall } from "../call";
import { actorNode, appNode, userNode } from "./actors";
import { repositoryNode } from "./repository";

export function ruleNode(call: GraphQLCall, rule: ProtectionRule): Fields {
  const { state } = call.context;
  const creator = state.accounts.get(rule.creatorId);
  const { id, repositoryId, requiredStatusChecks, creatorId: _creator, ...plain } = rule;
  const self = nodeId("BranchProtectionRule", id, repositoryId);
  return {
    __typename: "BranchProtectionRule",
    ...plain,
    id: self,
    databaseId: Number(id),
    creator: creator ? userNode(call, creator) : null,
    repository: () => repositoryNode(call, state.repositories.get(repositoryId)!),
    requiredStatusCheckContexts: requiredStatusChecks.map((check) => check.context),
    requiredStatusChecks: requiredStatusChecks.map(({ context, appId }) => {
      const app = appId === null || appId === "-1" ? undefined : state.apps.get(appId);
      return { context, app: app ? appNode(call, app) : null };
    }),
    pushAllowances: allowances(call, rule, rule.pushActorIds),
    reviewDismissalAllowances: allowances(call, rule, rule.reviewDismissalActorIds),
    bypassForcePushAllowances: allowances(call, rule, rule.bypassForcePushActorIds),
    bypassPullRequestAllowances: allowances(call, rule, rule.bypassPullRequestActorIds),
    branchProtectionRuleConflicts: connection([], () => undefined),
  };
}

function allowances(call: GraphQLCall, rule: ProtectionRule, ids: readonly string[]) {
  const known = ids.filter((id) => actorNode(call, id) !== undefined);
  return connection(known, (id) => ({
    id: `${nodeId("BranchProtectionRule", rule.id)}${id}`,
    actor: actorNode(call, id),
    branchProtectionRule: () => ruleNode(call, rule),
  }));
}

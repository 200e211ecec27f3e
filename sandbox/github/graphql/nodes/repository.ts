import { gitOf, htmlUrl } from "../../context";
import type { ProtectionRule, Repository } from "../../entities";
import { nodeId } from "../../node-ids";
import { refNodeId } from "../../serialize/commit";
import { connection, permissionOf, type Fields, type GraphQLCall } from "../call";
import { actorNode, appNode, organizationNode, userNode } from "./actors";

/** Repositories and the rules that protect their branches: GitHub shows each of them in the other. */

const permissionNames = { admin: "ADMIN", write: "WRITE", read: "READ", none: null } as const;

export function repositoryNode(call: GraphQLCall, repository: Repository): Fields {
  const { context } = call;
  const owner = context.state.owner(repository);
  const { settings } = repository;
  const rules = context.state.rules.filter((rule) => rule.repositoryId === repository.id);
  const permission = permissionOf(call, repository);
  return {
    __typename: "Repository",
    id: nodeId("Repository", repository.id),
    databaseId: Number(repository.id),
    name: repository.name,
    nameWithOwner: `${owner.login}/${repository.name}`,
    owner: owner.type === "Organization" ? organizationNode(call, owner) : userNode(call, owner),
    description: settings.description,
    homepageUrl: settings.homepage,
    url: htmlUrl(context, repository),
    resourcePath: `/${owner.login}/${repository.name}`,
    sshUrl: `git@${new URL(context.url()).host}:${owner.login}/${repository.name}.git`,
    isPrivate: repository.visibility !== "public",
    visibility: repository.visibility.toUpperCase(),
    isArchived: settings.archived,
    isFork: false,
    isTemplate: settings.is_template,
    hasIssuesEnabled: settings.has_issues,
    hasProjectsEnabled: settings.has_projects,
    hasWikiEnabled: settings.has_wiki,
    hasDiscussionsEnabled: settings.has_discussions,
    mergeCommitAllowed: settings.allow_merge_commit,
    squashMergeAllowed: settings.allow_squash_merge,
    rebaseMergeAllowed: settings.allow_rebase_merge,
    autoMergeAllowed: settings.allow_auto_merge,
    deleteBranchOnMerge: settings.delete_branch_on_merge,
    createdAt: repository.createdAt,
    updatedAt: repository.updatedAt,
    pushedAt: repository.pushedAt,
    viewerPermission: permissionNames[permission],
    viewerCanAdminister: permission === "admin",
    defaultBranchRef: () => refNode(call, repository, `refs/heads/${repository.defaultBranch}`),
    ref: ({ qualifiedName }: { qualifiedName: string }) =>
      refNode(call, repository, qualifiedName.startsWith("refs/") ? qualifiedName : `refs/heads/${qualifiedName}`),
    branchProtectionRules: connection(permission === "admin" ? rules : [], (rule) => ruleNode(call, rule)),
  };
}

async function refNode(call: GraphQLCall, repository: Repository, name: string): Promise<Fields | null> {
  const git = gitOf(call.context, repository);
  const found = (await git.refs(name)).find((ref) => ref.ref === name);
  if (!found) return null;
  const prefix = /^refs\/[^/]+\//.exec(name)?.[0] ?? "refs/";
  const target = { __typename: "Commit", oid: found.sha, abbreviatedOid: found.sha.slice(0, 7) };
  return { __typename: "Ref", id: refNodeId(repository, name), name: name.slice(prefix.length), prefix, target };
}

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

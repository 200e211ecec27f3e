import type { ProtectionRule, Repository, RequiredCheck } from "../entities";
import { parseNodeId } from "../node-ids";
import { defaultRule } from "../protection/rules";
import { graphqlError, noSuchNode, permissionOf, type Fields, type GraphQLCall } from "./call";
import { checkedActors } from "./nodes/actors";
import { ruleNode } from "./nodes/repository";

type Input = Readonly<Record<string, unknown>> & { readonly clientMutationId?: string };

export function protectionMutations(call: GraphQLCall): Fields {
  return {
    createBranchProtectionRule: ({ input }: { input: Input }) => create(call, input),
    updateBranchProtectionRule: ({ input }: { input: Input }) => update(call, input),
    deleteBranchProtectionRule: ({ input }: { input: Input }) => remove(call, input),
  };
}

function create(call: GraphQLCall, input: Input): Fields {
  const { state } = call.context;
  const repository = administered(call, String(input["repositoryId"]));
  const pattern = String(input["pattern"]);
  checkPattern(call, repository, pattern);
  const rule = state.rules.insert({
    ...defaultRule,
    ...fieldsOf(call, repository, input),
    id: state.nextId("rule"),
    repositoryId: repository.id,
    creatorId: call.viewer.account.id,
    pattern,
  });
  return { clientMutationId: input.clientMutationId, branchProtectionRule: ruleNode(call, rule) };
}

function update(call: GraphQLCall, input: Input): Fields {
  const { state } = call.context;
  const { rule, repository } = existing(call, input);
  const pattern = (input["pattern"] as string | null | undefined) ?? rule.pattern;
  if (pattern !== rule.pattern) checkPattern(call, repository, pattern);
  const changed = state.rules.update(rule.id, { ...fieldsOf(call, repository, input), pattern });
  return { clientMutationId: input.clientMutationId, branchProtectionRule: ruleNode(call, changed) };
}

function remove(call: GraphQLCall, input: Input): Fields {
  call.context.state.rules.remove(existing(call, input).rule.id);
  return { clientMutationId: input.clientMutationId };
}

function administered(call: GraphQLCall, id: string): Repository {
  const reference = parseNodeId(id);
  const { state } = call.context;
  const repository = reference?.type === "Repository" ? state.repositories.get(reference.id) : undefined;
  if (!repository || permissionOf(call, repository) === "none") throw noSuchNode(id);
  if (permissionOf(call, repository) !== "admin")
    throw graphqlError(
      "FORBIDDEN",
      `${call.viewer.account.login} does not have the correct permissions to execute this mutation`,
    );
  if (repository.visibility !== "public" && state.owner(repository).plan === "free")
    throw graphqlError("FORBIDDEN", "Upgrade to GitHub Pro or make this repository public to enable this feature.");
  return repository;
}

function existing(call: GraphQLCall, input: Input): { rule: ProtectionRule; repository: Repository } {
  const id = String(input["branchProtectionRuleId"]);
  const reference = parseNodeId(id);
  const { state } = call.context;
  const rule = reference?.type === "BranchProtectionRule" ? state.rules.get(reference.id) : undefined;
  const repository = rule && state.repositories.get(rule.repositoryId);
  if (!rule || !repository) throw noSuchNode(id);
  if (permissionOf(call, repository) !== "admin") throw noSuchNode(id);
  return { rule, repository };
}

function checkPattern(call: GraphQLCall, repository: Repository, pattern: string): void {
  if (pattern.trim() === "") throw graphqlError("UNPROCESSABLE", "Pattern can't be blank");
  const taken = call.context.state.rules.find(
    (rule) => rule.repositoryId === repository.id && rule.pattern === pattern,
  );
  if (taken) throw graphqlError("UNPROCESSABLE", `Name already protected: ${pattern}`);
}

const actorLists = [
  "pushActorIds",
  "reviewDismissalActorIds",
  "bypassForcePushActorIds",
  "bypassPullRequestActorIds",
] as const;

/** The fields that the input sets; a null or a missing one sets nothing, except that null empties a list of actors. */
function fieldsOf(call: GraphQLCall, repository: Repository, input: Input): Partial<ProtectionRule> {
  const plain = Object.keys(defaultRule).filter(
    (key) => !(actorLists as readonly string[]).includes(key) && key !== "requiredStatusChecks",
  );
  const set = plain.filter((key) => input[key] !== undefined && input[key] !== null).map((key) => [key, input[key]]);
  const actors = actorLists
    .filter((key) => input[key] !== undefined)
    .map((key) => [key, checkedActors(call, input[key] as string[] | null)]);
  const checks = checksOf(call, repository, input);
  return { ...Object.fromEntries([...set, ...actors]), ...(checks ? { requiredStatusChecks: checks } : {}) };
}

interface CheckInput {
  readonly context: string;
  readonly appId?: string | null;
}

function checksOf(call: GraphQLCall, repository: Repository, input: Input): RequiredCheck[] | undefined {
  const contexts = input["requiredStatusCheckContexts"] as readonly string[] | null | undefined;
  const checks = input["requiredStatusChecks"] as readonly CheckInput[] | null | undefined;
  const runs = call.context.state.checkRuns.filter((run) => run.repositoryId === repository.id);
  const lastApp = (name: string): string | null => runs.filter((run) => run.name === name).at(-1)?.appId ?? null;
  const appOf = ({ context, appId }: CheckInput): string | null =>
    appId == null ? lastApp(context) : appId === "any" ? "-1" : (parseNodeId(appId)?.id ?? null);
  if (checks) return checks.map((check) => ({ context: check.context, appId: appOf(check) }));
  return contexts?.map((context) => ({ context, appId: lastApp(context) }));
}

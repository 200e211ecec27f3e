import { administers, atLeast, permissionOn, type Viewer } from "../authentication";
import type { Context } from "../context";
import type { BypassActor, ProtectionRule, RequiredCheck, Repository, Ruleset } from "../entities";
import { defaultRule, matches } from "./rules";

/** The rules that are enforced. The others of GitHub's are refused when a ruleset wants them. */
export const enforcedRules = [
  "creation",
  "update",
  "deletion",
  "non_fast_forward",
  "required_linear_history",
  "required_signatures",
  "pull_request",
  "required_status_checks",
] as const;

/** The active rulesets that apply to a ref: all of them together, unlike classic rules. */
export function rulesetsFor({ state }: Context, repository: Repository, ref: string): Ruleset[] {
  const target = ref.startsWith("refs/tags/") ? "tag" : "branch";
  return state.rulesets.filter(
    (row) =>
      row.repositoryId === repository.id &&
      row.enforcement === "active" &&
      row.target === target &&
      includes(row, repository, ref),
  );
}

function includes({ conditions }: Ruleset, repository: Repository, ref: string): boolean {
  const { include = [], exclude = [] } = conditions?.ref_name ?? {};
  const fits = (pattern: string): boolean =>
    pattern === "~ALL" ||
    (pattern === "~DEFAULT_BRANCH" && ref === `refs/heads/${repository.defaultBranch}`) ||
    matches(pattern, ref);
  return include.some(fits) && !exclude.some(fits);
}

const parametersOf = ({ rules }: Ruleset, type: string): Readonly<Record<string, unknown>> | undefined => {
  const found = rules.find((rule) => rule.type === type);
  return found && (found.parameters ?? {});
};

/** A ruleset's demands in the form of a classic rule, so that both are enforced the same way. */
export function demandsOf(ruleset: Ruleset): ProtectionRule {
  const has = (type: (typeof enforcedRules)[number]): boolean => parametersOf(ruleset, type) !== undefined;
  const reviews = parametersOf(ruleset, "pull_request");
  const checks = parametersOf(ruleset, "required_status_checks");
  return {
    ...defaultRule,
    id: ruleset.id,
    repositoryId: ruleset.repositoryId,
    creatorId: "",
    pattern: ruleset.name,
    isAdminEnforced: true,
    blocksCreations: has("creation"),
    lockBranch: has("update"),
    allowsDeletions: !has("deletion"),
    allowsForcePushes: !has("non_fast_forward"),
    requiresLinearHistory: has("required_linear_history"),
    requiresCommitSignatures: has("required_signatures"),
    requiresApprovingReviews: reviews !== undefined,
    requiredApprovingReviewCount: Number(reviews?.["required_approving_review_count"] ?? 0),
    dismissesStaleReviews: reviews?.["dismiss_stale_reviews_on_push"] === true,
    requiresStatusChecks: checks !== undefined,
    requiresStrictStatusChecks: checks?.["strict_required_status_checks_policy"] === true,
    requiredStatusChecks: requiredChecks(checks?.["required_status_checks"]),
  };
}

function requiredChecks(rows: unknown): RequiredCheck[] {
  const given = (rows ?? []) as readonly { readonly context: string; readonly integration_id?: number }[];
  return given.map(({ context, integration_id: id }) => ({ context, appId: id === undefined ? null : String(id) }));
}

/** GitHub's numbers of the roles that a bypass list can name. */
const roles: Readonly<Record<number, "write" | "admin">> = { 2: "write", 4: "write", 5: "admin" };

/** Whether somebody is on a ruleset's bypass list for a push, or for the merge of a pull request. */
export function bypasses(
  context: Context,
  repository: Repository,
  actor: Viewer,
  ruleset: Ruleset,
  how: "push" | "merge",
): boolean {
  return ruleset.bypassActors
    .filter(({ bypass_mode }) => how === "merge" || bypass_mode !== "pull_request")
    .some((row) => isNamed(context, repository, actor, row));
}

function isNamed(
  context: Context,
  repository: Repository,
  { account, token }: Viewer,
  { actor_type, actor_id }: BypassActor,
): boolean {
  const { state } = context;
  if (token.installation) return actor_type === "Integration" && token.installation.appId === String(actor_id);
  if (actor_type === "OrganizationAdmin") return administers({ account, token }, state.owner(repository));
  if (actor_type === "Team") return state.teamMemberships.get(`${actor_id}/${account.id}`) !== undefined;
  const needed = actor_type === "RepositoryRole" ? roles[actor_id ?? 0] : undefined;
  return needed !== undefined && atLeast(permissionOn(state, { account, token }, repository), needed);
}

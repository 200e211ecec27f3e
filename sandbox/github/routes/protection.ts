import { z } from "zod";
import { type Api, type RepositoryCall } from "../api";
import type { ProtectionRule, RequiredCheck } from "../entities";
import { branchNotFound, branchNotProtected, failure, needsPaidPlan } from "../errors";
import { nodeId } from "../node-ids";
import { defaultRule, ruleFor } from "../protection/rules";
import { protection } from "../serialize/protection";

const names = z.array(z.string()).optional();
const actorShape = z.object({ users: names, teams: names, apps: names });
const checksShape = z.object({
  strict: z.boolean().optional(),
  contexts: names,
  checks: z.array(z.object({ context: z.string(), app_id: z.number().nullish() })).optional(),
});
const reviewsShape = z.object({
  dismiss_stale_reviews: z.boolean().optional(),
  require_code_owner_reviews: z.boolean().optional(),
  require_last_push_approval: z.boolean().optional(),
  required_approving_review_count: z.number().int().min(0).max(6).optional(),
  dismissal_restrictions: actorShape.nullish(),
  bypass_pull_request_allowances: actorShape.nullish(),
});
const flag = z.boolean().nullish();
const putShape = z.object({
  required_status_checks: checksShape.nullable(),
  enforce_admins: z.boolean().nullable(),
  required_pull_request_reviews: reviewsShape.nullable(),
  restrictions: actorShape.nullable(),
  required_linear_history: flag,
  allow_force_pushes: flag,
  allow_deletions: flag,
  block_creations: flag,
  required_conversation_resolution: flag,
  lock_branch: flag,
  allow_fork_syncing: flag,
});

export interface ProtectedCall extends RepositoryCall {
  readonly branch: string;
  readonly rule: ProtectionRule;
}

/** The classic endpoints: they show the rule that applies to a branch, whichever way it was made. */
export function protectionRoutes(api: Api): void {
  const route = (method: "GET" | "PUT" | "DELETE", handler: (call: RepositoryCall) => unknown): void =>
    api.repository(method, "/branches/:branch/protection", "admin", handler);
  route("GET", async (call) => show(await protectedBranch(call)));
  route("PUT", put);
  route("DELETE", async (call) => {
    const { rule, context } = await protectedBranch(call);
    context.state.rules.remove(rule.id);
  });
}

const show = ({ context, rule, branch }: ProtectedCall): unknown => protection(context, rule, branch);

/** The call with the rule of its branch; GitHub's two different 404s otherwise. */
export async function protectedBranch(call: RepositoryCall): Promise<ProtectedCall> {
  const branch = await existingBranch(call);
  const rule = ruleFor(call.context.state, call.repository, branch);
  if (!rule) throw branchNotProtected();
  return { ...call, branch, rule };
}

async function existingBranch(call: RepositoryCall): Promise<string> {
  const { context, repository, git } = call;
  if (repository.visibility !== "public" && context.state.owner(repository).plan === "free") throw needsPaidPlan();
  const branch = call.params["branch"]!;
  if (!(await git.branch(branch))) throw branchNotFound();
  return branch;
}

async function put(call: RepositoryCall): Promise<unknown> {
  const { state } = call.context;
  const branch = await existingBranch(call);
  const wanted = call.body(putShape);
  const existing = state.rules.find((rule) => rule.repositoryId === call.repository.id && rule.pattern === branch);
  const rule =
    existing ??
    state.rules.insert({
      ...defaultRule,
      id: state.nextId("rule"),
      repositoryId: call.repository.id,
      creatorId: call.actor.account.id,
      pattern: branch,
    });
  const updated = state.rules.update(rule.id, { ...toRule(call, wanted, rule) });
  return protection(call.context, updated, branch);
}

function toRule(call: RepositoryCall, wanted: z.infer<typeof putShape>, rule: ProtectionRule): Partial<ProtectionRule> {
  const checks = wanted.required_status_checks;
  const reviews = wanted.required_pull_request_reviews;
  return {
    requiresStatusChecks: checks !== null,
    requiresStrictStatusChecks: checks?.strict ?? false,
    requiredStatusChecks: checks ? requiredChecks(call, checks) : [],
    isAdminEnforced: wanted.enforce_admins ?? false,
    ...(reviews ? toReviews(call, reviews, defaultRule) : noReviews),
    restrictsPushes: wanted.restrictions !== null,
    pushActorIds: wanted.restrictions ? actorIds(call, wanted.restrictions) : [],
    requiresLinearHistory: wanted.required_linear_history ?? false,
    allowsForcePushes: wanted.allow_force_pushes ?? false,
    allowsDeletions: wanted.allow_deletions ?? false,
    blocksCreations: wanted.block_creations ?? false,
    requiresConversationResolution: wanted.required_conversation_resolution ?? rule.requiresConversationResolution,
    lockBranch: wanted.lock_branch ?? false,
    lockAllowsFetchAndMerge: wanted.allow_fork_syncing ?? false,
  };
}

export const noReviews: Partial<ProtectionRule> = {
  requiresApprovingReviews: false,
  requiredApprovingReviewCount: 0,
  dismissesStaleReviews: false,
  requiresCodeOwnerReviews: false,
  requireLastPushApproval: false,
  restrictsReviewDismissals: false,
  reviewDismissalActorIds: [],
  bypassPullRequestActorIds: [],
};

type Base = Pick<
  ProtectionRule,
  | "dismissesStaleReviews"
  | "requiresCodeOwnerReviews"
  | "requireLastPushApproval"
  | "requiredApprovingReviewCount"
  | "restrictsReviewDismissals"
  | "reviewDismissalActorIds"
  | "bypassPullRequestActorIds"
>;

/** What is not given stays as in `base`. */
export function toReviews(
  call: RepositoryCall,
  wanted: z.infer<typeof reviewsShape>,
  base: Base,
): Partial<ProtectionRule> {
  const dismissal = wanted.dismissal_restrictions;
  const bypass = wanted.bypass_pull_request_allowances;
  const restricted = dismissal ? Object.keys(dismissal).length > 0 : base.restrictsReviewDismissals;
  return {
    requiresApprovingReviews: true,
    requiredApprovingReviewCount: wanted.required_approving_review_count ?? base.requiredApprovingReviewCount,
    dismissesStaleReviews: wanted.dismiss_stale_reviews ?? base.dismissesStaleReviews,
    requiresCodeOwnerReviews: wanted.require_code_owner_reviews ?? base.requiresCodeOwnerReviews,
    requireLastPushApproval: wanted.require_last_push_approval ?? base.requireLastPushApproval,
    restrictsReviewDismissals: restricted,
    reviewDismissalActorIds: dismissal ? actorIds(call, dismissal) : base.reviewDismissalActorIds,
    bypassPullRequestActorIds: bypass ? actorIds(call, bypass) : base.bypassPullRequestActorIds,
  };
}

export const reviewsBody = reviewsShape;
export const checksBody = checksShape;

/** `app_id` -1 is any app; left out it is the app that set the check last. */
export function requiredChecks(
  { context, repository }: RepositoryCall,
  { contexts = [], checks = [] }: Pick<z.infer<typeof checksShape>, "contexts" | "checks">,
): RequiredCheck[] {
  const lastApp = (name: string): string | null =>
    context.state.checkRuns.filter((run) => run.repositoryId === repository.id && run.name === name).at(-1)?.appId ??
    null;
  const wanted = [
    ...checks.map((check) => ({
      context: check.context,
      appId: check.app_id == null ? lastApp(check.context) : String(check.app_id),
    })),
    ...contexts.map((name) => ({ context: name, appId: lastApp(name) })),
  ];
  return [...new Map(wanted.map((check) => [check.context, check])).values()];
}

function actorIds(
  { context }: RepositoryCall,
  { users = [], teams = [], apps = [] }: z.infer<typeof actorShape>,
): string[] {
  const { state } = context;
  const missing = (kind: string, name: string): never => {
    throw failure(422, "Validation Failed", { errors: [`${name} is not a known ${kind}`] });
  };
  return [
    ...users.map((login) => {
      const row = state.account(login) ?? missing("user", login);
      return nodeId("User", row.id);
    }),
    ...teams.map((slug) => {
      const row = state.teams.find((team) => team.slug === slug) ?? missing("team", slug);
      return nodeId("Team", row.id);
    }),
    ...apps.map((slug) => {
      const row = state.apps.find((app) => app.slug === slug) ?? missing("app", slug);
      return nodeId("App", row.id);
    }),
  ];
}

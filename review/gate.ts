import { type Change } from "./changes";
import { called, code } from "./names";
import { valueAt, type Values } from "./values";

/** Types whose loss opens the way to the default branch, or to the deploy secrets. */
const guards = new Set([
  "github:index/branchProtection:BranchProtection",
  "github:index/repositoryEnvironment:RepositoryEnvironment",
]);
/** Of a protection: properties that are weaker when they are `true`, and when they are not. */
const weakWhenTrue = { allowsForcePushes: "force pushes are allowed", allowsDeletions: "the branch may be deleted" };
const weakWhenFalse = {
  "requiredStatusChecks[0].strict": "branches need no longer be up to date before they are merged",
  enforceAdmins: "administrators are no longer bound",
  requireConversationResolution: "open conversations no longer hold a merge back",
};
const reviews = "requiredPullRequestReviews[0].requiredApprovingReviewCount";

/** How a change lets more into the default branch or the environment than before; Markdown, empty when it does not. */
export function weakenings(change: Change): string[] {
  const { type, action, old, new: now } = change;
  if (!guards.has(type) || action === "create" || action === "import") return [];
  if (action === "delete") return [`${called(change)} is deleted`];
  const before: Values = { ...old?.inputs, ...withoutEmpty(old?.outputs) };
  const after = now?.inputs ?? {};
  const found = type.includes("Environment") ? environment(before, after) : protection(before, after);
  return found.map((why) => `${called(change)}: ${why}`);
}

function protection(before: Values, after: Values): string[] {
  const at = (values: Values, path: string) => valueAt(values, path);
  const lost = contexts(before).filter((check) => !contexts(after).includes(check));
  return [
    ...told(weakWhenTrue, (path) => at(after, path) === true && at(before, path) !== true),
    ...told(weakWhenFalse, (path) => at(before, path) === true && at(after, path) !== true),
    ...lost.map((check) => `the check ${code(check)} is no longer required`),
    ...(Number(at(after, reviews) ?? 0) < Number(at(before, reviews) ?? 0) ? ["fewer approvals are required"] : []),
    ...(before.pattern !== after.pattern
      ? [`it guards ${code(String(after.pattern))} instead of ${code(String(before.pattern))}`]
      : []),
  ];
}

const told = (words: Readonly<Record<string, string>>, holds: (path: string) => boolean): string[] =>
  Object.entries(words).flatMap(([path, what]) => (holds(path) ? [what] : []));

function environment(before: Values, after: Values): string[] {
  const policy = (values: Values) => valueAt(values, "deploymentBranchPolicy.protectedBranches") === true;
  const reviewers = (values: Values) => (Array.isArray(values.reviewers) ? values.reviewers.length : 0);
  return [
    ...(policy(before) && !policy(after) ? ["it is open to branches that are not protected"] : []),
    ...(reviewers(after) < reviewers(before) ? ["it asks fewer reviewers"] : []),
  ];
}

function contexts(values: Values): string[] {
  const found = valueAt(values, "requiredStatusChecks[0].contexts");
  return Array.isArray(found) ? found.map(String) : [];
}

function withoutEmpty(values: Values | null | undefined): Values {
  return Object.fromEntries(Object.entries(values ?? {}).filter(([, value]) => value !== null && value !== undefined));
}

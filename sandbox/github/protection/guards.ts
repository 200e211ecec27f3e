import { permissionOn, type Viewer } from "../authentication";
import type { Context } from "../context";
import type { ProtectionRule, Repository } from "../entities";
import { ruleFor } from "./rules";
import { bypasses, demandsOf, rulesetsFor } from "./rulesets";

/** What protects a ref, as it meets one actor. */
export interface Guard {
  readonly kind: "classic" | "ruleset";
  readonly rule: ProtectionRule;
  /** What the actor need not heed. Of a classic rule, administrators never get past the ban on force pushes and deletions. */
  readonly exempt: "nothing" | "ordinary" | "everything";
}

/** The one classic rule and all the rulesets of a ref; without an actor, as they meet somebody with no way around them. */
export function guardsOf(
  context: Context,
  repository: Repository,
  ref: string,
  actor: Viewer | undefined,
  how: "push" | "merge",
): Guard[] {
  const rulesets = rulesetsFor(context, repository, ref).map((ruleset): Guard => {
    const free = actor !== undefined && bypasses(context, repository, actor, ruleset, how);
    return { kind: "ruleset", rule: demandsOf(ruleset), exempt: free ? "everything" : "nothing" };
  });
  const rule = ref.startsWith("refs/heads/")
    ? ruleFor(context.state, repository, ref.slice("refs/heads/".length))
    : undefined;
  if (!rule) return rulesets;
  const administrator = actor !== undefined && permissionOn(context.state, actor, repository) === "admin";
  return [
    { kind: "classic", rule, exempt: administrator && !rule.isAdminEnforced ? "ordinary" : "nothing" },
    ...rulesets,
  ];
}

/** How the API words what rulesets refuse. */
export const rulesetRefusal = (reasons: readonly string[]): string =>
  `Repository rule violations found\n\n${reasons.map((reason) => `${reason}\n\n`).join("")}`;

import { z } from "zod";
import { created, paginate, type Api, type RepositoryCall } from "../api";
import type { Rule, Ruleset } from "../entities";
import { failure, notFound, unprocessable } from "../errors";
import { enforcedRules, rulesetsFor } from "../protection/rulesets";
import { ruleset, rulesetInList } from "../serialize/ruleset";

const bypassActor = z.object({
  actor_id: z
    .number()
    .int()
    .nullish()
    .transform((id) => id ?? null),
  actor_type: z.enum(["Integration", "OrganizationAdmin", "RepositoryRole", "Team", "DeployKey"]),
  bypass_mode: z.enum(["always", "pull_request", "exempt"]).default("always"),
});
const patterns = z.array(z.string()).default([]);
const shape = z.object({
  name: z.string().min(1),
  target: z.enum(["branch", "tag", "push"]).default("branch"),
  enforcement: z.enum(["disabled", "active", "evaluate"]),
  bypass_actors: z.array(bypassActor).nullish(),
  conditions: z.object({ ref_name: z.object({ include: patterns, exclude: patterns }).optional() }).nullish(),
  rules: z.array(z.object({ type: z.string(), parameters: z.record(z.string(), z.unknown()).optional() })).default([]),
});
const updateShape = shape.partial();

/** Rulesets of a repository, which stand beside the classic rules. */
export function rulesetRoutes(api: Api): void {
  api.repository("GET", "/rulesets", "read", (call) => {
    const rows = call.context.state.rulesets.filter((row) => row.repositoryId === call.repository.id);
    const { targets } = call.query;
    const wanted = targets ? rows.filter((row) => targets.split(",").includes(row.target)) : rows;
    return paginate(call, wanted).map((row) => rulesetInList(call.context, call.repository, row));
  });
  api.repository("POST", "/rulesets", "admin", create);
  api.repository("GET", "/rulesets/:ruleset", "read", (call) => shown(call, rulesetOf(call)));
  api.repository("PUT", "/rulesets/:ruleset", "admin", update);
  api.repository(
    "DELETE",
    "/rulesets/:ruleset",
    "admin",
    (call) => void call.context.state.rulesets.remove(rulesetOf(call).id),
  );
  api.repository("GET", "/rules/branches/:branch", "read", (call) => {
    const found = rulesetsFor(call.context, call.repository, `refs/heads/${call.params["branch"]!}`);
    return paginate(
      call,
      found.flatMap((row) => row.rules.map((rule) => detailed(call, row, rule))),
    );
  });
}

const shown = (call: RepositoryCall, row: Ruleset): Record<string, unknown> =>
  ruleset(call.context, call.repository, row, call.viewer);

function rulesetOf(call: RepositoryCall): Ruleset {
  const found = call.context.state.rulesets.get(call.params["ruleset"]!);
  if (found?.repositoryId !== call.repository.id) throw notFound();
  return found;
}

function create(call: RepositoryCall): unknown {
  const { state } = call.context;
  const wanted = call.body(shape);
  checkName(call, wanted.name);
  const now = state.now();
  const identity = { id: state.nextId("ruleset"), repositoryId: call.repository.id };
  const row = state.rulesets.insert({ ...identity, ...fieldsOf(wanted), createdAt: now, updatedAt: now });
  return created(call, shown(call, row));
}

function update(call: RepositoryCall): unknown {
  const { state } = call.context;
  const row = rulesetOf(call);
  const given = call.body(updateShape);
  if (given.name !== undefined && given.name !== row.name) checkName(call, given.name);
  const former = { ...row, bypass_actors: [...row.bypassActors] };
  const change = fieldsOf(shape.parse({ ...former, ...given }));
  return shown(call, state.rulesets.update(row.id, { ...change, updatedAt: state.now() }));
}

function fieldsOf({ name, target, enforcement, bypass_actors, conditions, rules }: z.infer<typeof shape>) {
  checkRules(rules);
  if (target === "push") throw unsupported("rulesets for pushes");
  const kept = conditions?.ref_name ? { conditions: { ref_name: conditions.ref_name } } : {};
  return { name, target, enforcement, bypassActors: bypass_actors ?? [], ...kept, rules };
}

function checkName({ context, repository }: RepositoryCall, name: string): void {
  const same = context.state.rulesets.find((row) => row.repositoryId === repository.id && row.name === name);
  if (same) throw failure(422, "Validation Failed", { errors: ["Name must be unique"] });
}

/** A rule that is not enforced here would make a rehearsal pass that production refuses. */
function checkRules(rules: readonly Rule[]): void {
  for (const { type } of rules)
    if (!(enforcedRules as readonly string[]).includes(type)) throw unsupported(`the rule ${JSON.stringify(type)}`);
  const checks = rules.find(({ type }) => type === "required_status_checks")?.parameters?.["required_status_checks"];
  const named =
    Array.isArray(checks) && checks.every((row) => typeof (row as { context?: unknown }).context === "string");
  if (checks !== undefined && !named)
    throw unprocessable("Invalid rule 'required_status_checks': each check needs a context");
}

const unsupported = (what: string) =>
  failure(
    501,
    `The sandbox does not enforce ${what} of rulesets: it knows ${enforcedRules.join(", ")} for branches and tags.`,
  );

function detailed({ context, repository }: RepositoryCall, row: Ruleset, rule: Rule): Record<string, unknown> {
  const source = `${context.state.owner(repository).login}/${repository.name}`;
  return { ...rule, ruleset_source_type: "Repository", ruleset_source: source, ruleset_id: Number(row.id) };
}

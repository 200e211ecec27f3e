import type { Viewer } from "../authentication";
import { htmlUrl, repositoryUrl, type Context } from "../context";
import type { Repository, Ruleset } from "../entities";
import { nodeId } from "../node-ids";
import { bypasses } from "../protection/rulesets";

/** `repository-ruleset` as lists show it. */
export function rulesetInList(context: Context, repository: Repository, row: Ruleset): Record<string, unknown> {
  const self = `${repositoryUrl(context, repository)}/rulesets/${row.id}`;
  return {
    id: Number(row.id),
    name: row.name,
    target: row.target,
    source_type: "Repository",
    source: `${context.state.owner(repository).login}/${repository.name}`,
    enforcement: row.enforcement,
    node_id: nodeId("RepositoryRuleset", row.id, repository.id),
    _links: { self: { href: self }, html: { href: `${htmlUrl(context, repository)}/rules/${row.id}` } },
    created_at: row.createdAt,
    updated_at: row.updatedAt,
  };
}

/** `repository-ruleset` */
export function ruleset(
  context: Context,
  repository: Repository,
  row: Ruleset,
  viewer: Viewer | undefined,
): Record<string, unknown> {
  const may = (how: "push" | "merge"): boolean =>
    viewer !== undefined && bypasses(context, repository, viewer, row, how);
  return {
    ...rulesetInList(context, repository, row),
    bypass_actors: row.bypassActors,
    current_user_can_bypass: may("push") ? "always" : may("merge") ? "pull_requests_only" : "never",
    conditions: row.conditions ?? { ref_name: { include: [], exclude: [] } },
    rules: row.rules,
  };
}

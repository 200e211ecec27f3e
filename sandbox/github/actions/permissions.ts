import type { Context } from "../context";
import type { Repository } from "../entities";
import { isMapping } from "./workflow-file";

export type Level = "none" | "read" | "write";

const scopes = [
  "actions",
  "checks",
  "contents",
  "deployments",
  "id-token",
  "issues",
  "pull-requests",
  "statuses",
] as const;
export type Scope = (typeof scopes)[number];
export type TokenPermissions = Readonly<Record<Scope, Level>>;

const ranks: readonly Level[] = ["none", "read", "write"];

/** No more than both allow. */
export const lesser = (a: TokenPermissions, b: TokenPermissions): TokenPermissions =>
  Object.fromEntries(
    scopes.map((scope) => [scope, ranks[Math.min(ranks.indexOf(a[scope]), ranks.indexOf(b[scope]))]]),
  ) as unknown as TokenPermissions;

/** A token of one's identity is not something to read. */
const takes = (scope: Scope, level: unknown): level is Level =>
  level === "write" || (level === "read" && scope !== "id-token");

export const all = (level: Level): TokenPermissions =>
  Object.fromEntries(
    scopes.map((scope) => [scope, takes(scope, level) ? level : "none"]),
  ) as unknown as TokenPermissions;

/** What a job's GITHUB_TOKEN may do: the job's `permissions`, else the workflow's, else the repository's setting, which grants no identity. */
export function tokenPermissions(context: Context, repository: Repository, wanted: unknown): TokenPermissions {
  if (wanted === "write-all") return all("write");
  if (wanted === "read-all") return all("read");
  if (isMapping(wanted)) {
    const given = scopes.filter((scope) => takes(scope, wanted[scope]));
    return { ...all("none"), ...Object.fromEntries(given.map((scope) => [scope, wanted[scope] as Level])) };
  }
  const setting = context.state.permissions.get(repository.id)?.workflow.default_workflow_permissions ?? "read";
  return setting === "write" ? { ...all("write"), "id-token": "none" } : { ...all("none"), contents: "read" };
}

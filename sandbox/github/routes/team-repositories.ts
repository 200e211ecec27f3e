import { z } from "zod";
import { paginate, type Api } from "../api";
import type { Repository, TeamRepository } from "../entities";
import { notFound } from "../errors";
import { minimalRepository } from "../serialize/repository";
import { mustAdminister, routeOfTeam, type TeamCall } from "./team-of";

const levels = ["pull", "triage", "push", "maintain", "admin"] as const;
const shape = z.object({ permission: z.enum(levels).default("push") });
/** What the API calls a role, as against the permission that gives it. */
const roles = { pull: "read", triage: "triage", push: "write", maintain: "maintain", admin: "admin" } as const;

/** The repositories of a team. */
export function teamRepositoryRoutes(api: Api): void {
  const team = routeOfTeam(api);
  team("GET", "/repos", (call) => {
    const { state } = call.context;
    const rows = state.teamRepositories.filter((row) => row.teamId === call.team.id);
    return paginate(call, rows).map((row) => shown(call, state.repositories.get(row.repositoryId)!, row));
  });
  const path = "/repos/:owner/:repo";
  team("GET", path, (call) => {
    const repository = repositoryOf(call);
    const row = call.context.state.teamRepositories.get(`${call.team.id}/${repository.id}`);
    if (!row) throw notFound();
    // Without this media type GitHub says by 204 alone that the team has the repository.
    return /\brepository\b/.test(call.request.headers.accept ?? "") ? shown(call, repository, row) : undefined;
  });
  team("PUT", path, (call) => {
    mustAdminister(call, call.organization);
    const { state } = call.context;
    const { permission } = call.body(shape);
    const repositoryId = repositoryOf(call).id;
    const id = `${call.team.id}/${repositoryId}`;
    state.teamRepositories.remove(id);
    state.teamRepositories.insert({ id, teamId: call.team.id, repositoryId, permission });
  });
  team("DELETE", path, (call) => {
    mustAdminister(call, call.organization);
    call.context.state.teamRepositories.remove(`${call.team.id}/${repositoryOf(call).id}`);
  });
}

function repositoryOf({ context, params }: TeamCall): Repository {
  const found = context.state.repository(params["owner"]!, params["repo"]!);
  if (!found) throw notFound();
  return found;
}

function shown({ context }: TeamCall, repository: Repository, { permission }: TeamRepository): Record<string, unknown> {
  const rank = levels.indexOf(permission);
  const permissions = Object.fromEntries(levels.map((level, index) => [level, index <= rank]));
  return { ...minimalRepository(context, repository), permissions, role_name: roles[permission] };
}

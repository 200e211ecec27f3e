import { z } from "zod";
import { created, paginate, type Api, type Call } from "../api";
import type { Variable } from "../entities";
import { failure, notFound } from "../errors";
import { environmentOf } from "./environments";
import { checkedName, later, organizationScope, repositoryScope } from "./secrets";

/** Variables of repositories, environments and organizations: the same five endpoints each. */
export function variableRoutes(api: Api): void {
  const handlers = [
    ["GET", "", list],
    ["POST", "", create],
    ["GET", "/:name", get],
    ["PATCH", "/:name", update],
    ["DELETE", "/:name", remove],
  ] as const;
  for (const [method, path, handler] of handlers) {
    api.repository(method, `/actions/variables${path}`, "admin", (call) => handler(call, repositoryScope(call)));
    api.repository(method, `/environments/:environment/variables${path}`, "admin", (call) =>
      handler(call, `environment:${environmentOf(call).id}`),
    );
    api.open(method, `/orgs/:org/actions/variables${path}`, (call) => handler(call, organizationScope(call)));
  }
  api.repository("GET", "/actions/organization-variables", "admin", () => ({ total_count: 0, variables: [] }));
}

const serialize = ({ name, value, createdAt, updatedAt }: Variable) => ({
  name,
  value,
  created_at: createdAt,
  updated_at: updatedAt,
});
const shown = (row: Variable): unknown =>
  row.scope.startsWith("organization:") ? { ...serialize(row), visibility: "all" } : serialize(row);

function list(call: Call, scope: string): unknown {
  const found = call.context.state.variables.filter((row) => row.scope === scope);
  found.sort((a, b) => a.name.localeCompare(b.name));
  return { total_count: found.length, variables: paginate(call, found).map(shown) };
}

function existing(call: Call, scope: string): Variable {
  const found = call.context.state.variables.get(`${scope}/${call.params["name"]!.toUpperCase()}`);
  if (!found) throw notFound();
  return found;
}

const get = (call: Call, scope: string): unknown => shown(existing(call, scope));

function create(call: Call, scope: string): unknown {
  const { state } = call.context;
  const wanted = call.body(z.object({ name: z.string(), value: z.string() }));
  const name = checkedName(wanted.name);
  const id = `${scope}/${name}`;
  if (state.variables.get(id)) throw failure(409, "Already exists - Variable already exists");
  const now = state.now();
  state.variables.insert({ id, scope, name, value: wanted.value, createdAt: now, updatedAt: now });
  return created(call, {});
}

function update(call: Call, scope: string): void {
  const { state } = call.context;
  const known = existing(call, scope);
  const wanted = call.body(z.object({ name: z.string().optional(), value: z.string().optional() }));
  const name = wanted.name === undefined ? known.name : checkedName(wanted.name);
  const id = `${scope}/${name}`;
  if (id !== known.id && state.variables.get(id)) throw failure(409, "Already exists - Variable already exists");
  state.variables.remove(known.id);
  state.variables.insert({
    ...known,
    id,
    name,
    value: wanted.value ?? known.value,
    updatedAt: later(state.now(), known.updatedAt),
  });
}

function remove(call: Call, scope: string): void {
  call.context.state.variables.remove(existing(call, scope).id);
}

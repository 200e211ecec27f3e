import { z } from "zod";
import { paginate, type Api, type Call, type RepositoryCall } from "../api";
import { administers } from "../authentication";
import type { Secret } from "../entities";
import { mustBeAdmin, notFound, requiresAuthentication, unprocessable } from "../errors";
import { keyPairOf, openSecret } from "../sealed-secrets";
import { organizationNamed } from "./accounts";
import { environmentOf } from "./environments";

const shape = z.object({ key_id: z.union([z.string(), z.number()]), encrypted_value: z.string() });

/** Secrets of repositories, environments and organizations: the same five endpoints each. Values go in, and never come out. */
export function secretRoutes(api: Api): void {
  const handlers = { list, publicKey, get, put, remove };
  const methods = { list: "GET", publicKey: "GET", get: "GET", put: "PUT", remove: "DELETE" } as const;
  const paths = { list: "", publicKey: "/public-key", get: "/:name", put: "/:name", remove: "/:name" };
  for (const key of Object.keys(handlers) as (keyof typeof handlers)[]) {
    const [method, handler] = [methods[key], handlers[key]];
    api.repository(method, `/actions/secrets${paths[key]}`, "admin", (call) => handler(call, repositoryScope(call)));
    api.repository(method, `/environments/:environment/secrets${paths[key]}`, "admin", (call) =>
      handler(call, `environment:${environmentOf(call).id}`),
    );
    api.open(method, `/orgs/:org/actions/secrets${paths[key]}`, (call) => handler(call, organizationScope(call)));
  }
  api.repository("GET", "/actions/organization-secrets", "admin", () => ({ total_count: 0, secrets: [] }));
}

export const repositoryScope = (call: RepositoryCall): string => `repository:${call.repository.id}`;

export function organizationScope(call: Call): string {
  const organization = organizationNamed(call);
  if (!call.viewer) throw requiresAuthentication();
  if (!administers(call.viewer, organization)) throw call.request.method === "GET" ? notFound() : mustBeAdmin();
  return `organization:${organization.id}`;
}

/** Names are kept in upper case. */
export function checkedName(name: string): string {
  const upper = name.toUpperCase();
  if (!/^[A-Z_][A-Z0-9_]*$/.test(upper))
    throw unprocessable(
      "Secret names can only contain alphanumeric characters ([a-z], [A-Z], [0-9]) or underscores (_). Spaces are not allowed. Must start with a letter ([a-z], [A-Z]) or underscores (_).",
    );
  if (upper.startsWith("GITHUB_")) throw unprocessable("Secret names must not start with GITHUB_.");
  return upper;
}

/** A moment that differs from the former one: clients notice a change by it, in whole seconds. */
export function later(now: string, former: string | undefined): string {
  if (former === undefined || now > former) return now;
  return `${new Date(Date.parse(former) + 1000).toISOString().slice(0, 19)}Z`;
}

const serialize = ({ name, createdAt, updatedAt }: Secret) => ({ name, created_at: createdAt, updated_at: updatedAt });

function list(call: Call, scope: string): unknown {
  const found = call.context.state.secrets.filter((secret) => secret.scope === scope);
  found.sort((a, b) => a.name.localeCompare(b.name));
  return { total_count: found.length, secrets: paginate(call, found).map((row) => shown(row, scope)) };
}

function publicKey({ context }: Call, scope: string): unknown {
  const pair = keyPairOf(context.state, scope);
  return { key_id: pair.keyId, key: pair.publicKey };
}

function get(call: Call, scope: string): unknown {
  const found = call.context.state.secrets.get(idOf(call, scope));
  if (!found) throw notFound();
  return shown(found, scope);
}

const shown = (secret: Secret, scope: string): unknown =>
  scope.startsWith("organization:") ? { ...serialize(secret), visibility: "all" } : serialize(secret);

const idOf = (call: Call, scope: string): string => `${scope}/${call.params["name"]!.toUpperCase()}`;

function put(call: Call, scope: string): unknown {
  const { state } = call.context;
  const wanted = call.body(shape);
  const name = checkedName(call.params["name"]!);
  const value = openSecret(state, scope, String(wanted.key_id), wanted.encrypted_value);
  const id = idOf(call, scope);
  const known = state.secrets.get(id);
  const now = later(state.now(), known?.updatedAt);
  if (known) state.secrets.update(id, { value, updatedAt: now });
  else state.secrets.insert({ id, scope, name, value, createdAt: now, updatedAt: now });
  return known ? undefined : (void call.reply.code(201), {});
}

function remove(call: Call, scope: string): void {
  if (!call.context.state.secrets.remove(idOf(call, scope))) throw notFound();
}

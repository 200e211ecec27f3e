import { z } from "zod";
import { created, paginate, type Api, type RepositoryCall } from "../api";
import { repositoryUrl } from "../context";
import type { Hook } from "../entities";
import { notFound, validationFailed } from "../errors";

const flag = z.union([z.string(), z.number()]).transform(String);
const config = z.object({
  url: z.string().optional(),
  content_type: z.string().optional(),
  insecure_ssl: flag.optional(),
  secret: z.string().optional(),
});
const shape = z.object({
  name: z.string().optional(),
  config: config.optional(),
  events: z.array(z.string()).optional(),
  active: z.boolean().optional(),
});
const updateShape = shape.extend({
  add_events: z.array(z.string()).optional(),
  remove_events: z.array(z.string()).optional(),
});

/** Webhooks of a repository. Their secrets never come out again. */
export function hookRoutes(api: Api): void {
  api.repository("GET", "/hooks", "admin", (call) => {
    const rows = call.context.state.hooks.filter((row) => row.repositoryId === call.repository.id);
    return paginate(call, rows).map((row) => shown(call, row));
  });
  api.repository("POST", "/hooks", "admin", create);
  api.repository("GET", "/hooks/:hook", "admin", (call) => shown(call, hookOf(call)));
  api.repository("PATCH", "/hooks/:hook", "admin", update);
  api.repository("DELETE", "/hooks/:hook", "admin", (call) => {
    const { id } = hookOf(call);
    call.context.state.hooks.remove(id);
    call.context.state.deliveries.removeWhere((row) => row.hookId === id);
  });
  api.repository("GET", "/hooks/:hook/config", "admin", (call) => shownConfig(hookOf(call)));
  api.repository("PATCH", "/hooks/:hook/config", "admin", (call) => {
    const row = hookOf(call);
    const { url = row.config.url, ...rest } = call.body(config);
    const { state } = call.context;
    return shownConfig(state.hooks.update(row.id, { config: { ...row.config, ...rest, url }, updatedAt: state.now() }));
  });
}

export function hookOf(call: RepositoryCall): Hook {
  const found = call.context.state.hooks.get(call.params["hook"]!);
  if (found?.repositoryId !== call.repository.id) throw notFound();
  return found;
}

function create(call: RepositoryCall): unknown {
  const { context, repository } = call;
  const { config: wanted = {}, events = ["push"], active = true } = call.body(shape);
  if (!wanted.url || !URL.canParse(wanted.url))
    throw validationFailed({ resource: "Hook", code: "custom", field: "url", message: "url cannot be blank" });
  const same = context.state.hooks.find((row) => row.repositoryId === repository.id && row.config.url === wanted.url);
  if (same && same.events.some((event) => events.includes(event)))
    throw validationFailed({ resource: "Hook", code: "custom", message: "Hook already exists on this repository" });
  const now = context.state.now();
  const row = context.state.hooks.insert({
    id: context.state.nextId("hook"),
    repositoryId: repository.id,
    active,
    events,
    config: { content_type: "form", insecure_ssl: "0", ...wanted, url: wanted.url },
    createdAt: now,
    updatedAt: now,
  });
  ping(call, row);
  return created(call, shown(call, row));
}

/** Tells a webhook that it is there: GitHub does so for each new one. */
export function ping(call: RepositoryCall, hook: Hook): void {
  const { context, repository, actor } = call;
  const payload = () => ({ zen: "Responsive is better than fast.", hook: shown(call, hook) });
  context.events.emit({
    type: "told",
    name: "ping",
    repositoryId: repository.id,
    actorId: actor.account.id,
    payload,
    hookId: hook.id,
  });
}

function update(call: RepositoryCall): unknown {
  const row = hookOf(call);
  const { config: wanted, events, active, add_events = [], remove_events = [] } = call.body(updateShape);
  const named = new Set([...(events ?? row.events), ...add_events]);
  for (const event of remove_events) named.delete(event);
  // A config without a secret removes the former one, as GitHub documents.
  const changed = wanted
    ? { content_type: "form", insecure_ssl: "0", ...wanted, url: wanted.url ?? row.config.url }
    : row.config;
  const { state } = call.context;
  return shown(
    call,
    state.hooks.update(row.id, {
      config: changed,
      events: [...named],
      active: active ?? row.active,
      updatedAt: state.now(),
    }),
  );
}

function shownConfig({ config: { secret, ...open } }: Hook): Record<string, unknown> {
  return { ...open, ...(secret === undefined ? {} : { secret: "********" }) };
}

function shown(call: RepositoryCall, hook: Hook): Record<string, unknown> {
  const url = `${repositoryUrl(call.context, call.repository)}/hooks/${hook.id}`;
  const last = call.context.state.deliveries.filter((row) => row.hookId === hook.id).at(-1);
  return {
    type: "Repository",
    id: Number(hook.id),
    name: "web",
    active: hook.active,
    events: hook.events,
    config: shownConfig(hook),
    updated_at: hook.updatedAt,
    created_at: hook.createdAt,
    url,
    test_url: `${url}/test`,
    ping_url: `${url}/pings`,
    deliveries_url: `${url}/deliveries`,
    last_response: last
      ? { code: last.statusCode || null, status: last.statusCode ? "active" : "misconfigured", message: last.status }
      : { code: null, status: "unused", message: null },
  };
}

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
  api.repository("DELETE", "/hooks/:hook", "admin", (call) => void call.context.state.hooks.remove(hookOf(call).id));
}

function hookOf(call: RepositoryCall): Hook {
  const found = call.context.state.hooks.get(call.params["hook"]!);
  if (found?.repositoryId !== call.repository.id) throw notFound();
  return found;
}

function create(call: RepositoryCall): unknown {
  const { context, repository } = call;
  const { config: wanted = {}, events = ["push"], active = true } = call.body(shape);
  if (!wanted.url) throw validationFailed({ resource: "Hook", code: "custom", field: "url", message: "url cannot be blank" }); // prettier-ignore
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
  return created(call, shown(call, row));
}

function update(call: RepositoryCall): unknown {
  const row = hookOf(call);
  const { config: wanted, events, active, add_events = [], remove_events = [] } = call.body(updateShape);
  const named = new Set([...(events ?? row.events), ...add_events]);
  for (const event of remove_events) named.delete(event);
  // A config without a secret removes the former one, as GitHub documents.
  const changed = wanted ? { content_type: "form", insecure_ssl: "0", ...wanted, url: wanted.url ?? row.config.url } : row.config; // prettier-ignore
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

function shown(call: RepositoryCall, { id, active, events, config: kept, createdAt, updatedAt }: Hook): unknown {
  const { secret, ...open } = kept;
  const url = `${repositoryUrl(call.context, call.repository)}/hooks/${id}`;
  return {
    type: "Repository",
    id: Number(id),
    name: "web",
    active,
    events,
    config: { ...open, ...(secret === undefined ? {} : { secret: "********" }) },
    updated_at: updatedAt,
    created_at: createdAt,
    url,
    test_url: `${url}/test`,
    ping_url: `${url}/pings`,
    deliveries_url: `${url}/deliveries`,
    last_response: { code: null, status: "unused", message: null },
  };
}

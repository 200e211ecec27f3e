import { paginate, type Api, type RepositoryCall } from "../api";
import type { Hook, HookDelivery } from "../entities";
import { notFound } from "../errors";
import type { Webhooks } from "../webhooks/webhooks";
import { hookOf, ping } from "./hooks";

/** What webhooks were told, and telling them again. */
export function hookDeliveryRoutes(api: Api, webhooks: () => Webhooks): void {
  const path = "/hooks/:hook/deliveries";
  api.repository("GET", path, "admin", (call) => paginate(call, deliveriesOf(call, hookOf(call))).map(inList));
  api.repository("GET", `${path}/:delivery`, "admin", (call) => {
    const hook = hookOf(call);
    const row = deliveryOf(call, hook);
    return { ...inList(row), url: hook.config.url, request: row.request, response: row.response };
  });
  api.repository("POST", `${path}/:delivery/attempts`, "admin", (call) => {
    const hook = hookOf(call);
    webhooks().redeliver(hook, deliveryOf(call, hook));
    void call.reply.code(202);
    return {};
  });
  api.repository("POST", "/hooks/:hook/pings", "admin", (call) => ping(call, hookOf(call)));
}

/** The newest first. */
const deliveriesOf = ({ context }: RepositoryCall, { id }: Hook): HookDelivery[] =>
  context.state.deliveries.filter((row) => row.hookId === id).reverse();

function deliveryOf(call: RepositoryCall, hook: Hook): HookDelivery {
  const found = deliveriesOf(call, hook).find((row) => row.id === call.params["delivery"]);
  if (!found) throw notFound();
  return found;
}

/** `hook-delivery-item` */
const inList = (row: HookDelivery): Record<string, unknown> => ({
  id: Number(row.id),
  guid: row.guid,
  delivered_at: row.deliveredAt,
  redelivery: row.redelivery,
  duration: row.duration,
  status: row.status,
  status_code: row.statusCode,
  event: row.event,
  action: row.action,
  installation_id: null,
  repository_id: Number(row.repositoryId),
  throttled_at: null,
});

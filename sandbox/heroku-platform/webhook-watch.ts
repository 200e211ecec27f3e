import { isDeepStrictEqual } from "node:util";
import type { Collection, Entity } from "../kit/collection";
import type { WebhookSubject } from "./components/webhook-sender";
import type { Platform } from "./platform";
import { collaboratorWire } from "./routes/collaborators";
import { domainWire } from "./routes/domains";
import { endpointWire } from "./routes/sni-endpoints";
import { addonWire, attachmentWire } from "./wire/addons";
import { appWire } from "./wire/apps";
import type { Wire } from "./wire/wire";

const plain = { plan: false, service: false, configVars: false };

/** Tells an app's webhooks of whatever changes of it and what hangs on it; builds, dynos, formations and releases tell of themselves. */
export function watchForWebhooks(platform: Platform): void {
  const { state } = platform;
  const ofApp = (wire: (app: NonNullable<ReturnType<typeof state.apps.get>>) => Wire, appId: string): Wire => {
    const app = state.apps.get(appId);
    return app ? wire(app) : {};
  };
  watch(platform, "app", state.apps, {
    appId: ({ id }) => id,
    wire: (row) => appWire(platform, row),
  });
  watch(platform, "addon", state.addons, {
    appId: ({ appId }) => appId,
    wire: (row) => addonWire(platform, row, plain),
  });
  watch(platform, "addon-attachment", state.attachments, {
    appId: ({ appId }) => appId,
    wire: (row) => attachmentWire(platform, row, plain),
  });
  watch(platform, "collaborator", state.collaborators, {
    appId: ({ appId }) => appId,
    wire: (row) => ofApp((app) => collaboratorWire(app, row), row.appId),
  });
  watch(platform, "domain", state.domains, {
    appId: ({ appId }) => appId,
    wire: (row) => ofApp((app) => domainWire(platform, app, row), row.appId),
  });
  watch(platform, "sni-endpoint", state.sniEndpoints, {
    appId: ({ appId }) => appId,
    wire: (row) => ofApp((app) => endpointWire(platform, app, row), row.appId),
  });
}

interface Seen<T> {
  appId(row: T): string;
  wire(row: T): Wire;
}

function watch<T extends Entity>(
  { webhooks }: Platform,
  subject: WebhookSubject,
  rows: Collection<T>,
  { appId, wire }: Seen<T>,
): void {
  rows.watch((before, after) => {
    const row = after ?? before;
    if (!row || !webhooks.wanted(appId(row), subject)) return;
    const action = !before ? "create" : after ? "update" : "destroy";
    const data = wire(row);
    const previous = before && after ? differing(wire(before), data) : {};
    if (action === "update" && Object.keys(previous).length === 0) return;
    webhooks.tell(appId(row), { subject, action, data, previous });
  });
}

/** What was otherwise before, without the time of the change. */
const differing = (before: Wire, after: Wire): Wire =>
  Object.fromEntries(
    Object.entries(before).filter(([key, value]) => key !== "updated_at" && !isDeepStrictEqual(value, after[key])),
  );

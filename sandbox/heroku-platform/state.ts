import type { Collection, Entity } from "../kit/collection";
import type { Store } from "../kit/store";
import type {
  Account,
  Addon,
  App,
  Attachment,
  Authorization,
  Build,
  Formation,
  Release,
  Slug,
  Source,
  Team,
} from "./entities";
import type { Coupling, Pipeline, Promotion } from "./entities-of-pipelines";
import type {
  Collaborator,
  Domain,
  LogDrain,
  SniEndpoint,
  Webhook,
  WebhookDelivery,
  WebhookEvent,
} from "./entities-of-settings";

/** The simulator's collections, by the names under which they are stored. */
export class PlatformState {
  readonly accounts: Collection<Account>;
  readonly authorizations: Collection<Authorization>;
  readonly teams: Collection<Team>;
  readonly apps: Collection<App>;
  readonly slugs: Collection<Slug>;
  readonly releases: Collection<Release>;
  readonly builds: Collection<Build>;
  readonly sources: Collection<Source>;
  readonly formations: Collection<Formation>;
  readonly addons: Collection<Addon>;
  readonly attachments: Collection<Attachment>;
  readonly domains: Collection<Domain>;
  readonly sniEndpoints: Collection<SniEndpoint>;
  readonly drains: Collection<LogDrain>;
  readonly webhooks: Collection<Webhook>;
  readonly webhookEvents: Collection<WebhookEvent>;
  readonly webhookDeliveries: Collection<WebhookDelivery>;
  readonly collaborators: Collection<Collaborator>;
  readonly pipelines: Collection<Pipeline>;
  readonly couplings: Collection<Coupling>;
  readonly promotions: Collection<Promotion>;

  constructor(readonly store: Store) {
    this.accounts = store.collection("accounts");
    this.authorizations = store.collection("authorizations");
    this.teams = store.collection("teams");
    this.apps = store.collection("apps");
    this.slugs = store.collection("slugs");
    this.releases = store.collection("releases");
    this.builds = store.collection("builds");
    this.sources = store.collection("sources");
    this.formations = store.collection("formations");
    this.addons = store.collection("addons");
    this.attachments = store.collection("attachments");
    this.domains = store.collection("domains");
    this.sniEndpoints = store.collection("sni-endpoints");
    this.drains = store.collection("log-drains");
    this.webhooks = store.collection("webhooks");
    this.webhookEvents = store.collection("webhook-events");
    this.webhookDeliveries = store.collection("webhook-deliveries");
    this.collaborators = store.collection("collaborators");
    this.pipelines = store.collection("pipelines");
    this.couplings = store.collection("couplings");
    this.promotions = store.collection("promotions");
  }

  clear(): void {
    const collections: readonly Collection<Entity>[] = [
      this.accounts,
      this.authorizations,
      this.teams,
      this.apps,
      this.slugs,
      this.releases,
      this.builds,
      this.sources,
      this.formations,
      this.addons,
      this.attachments,
      this.domains,
      this.sniEndpoints,
      this.drains,
      this.webhooks,
      this.webhookEvents,
      this.webhookDeliveries,
      this.collaborators,
      this.pipelines,
      this.couplings,
      this.promotions,
    ] as unknown as Collection<Entity>[];
    for (const collection of collections) collection.removeWhere(() => true);
  }
}

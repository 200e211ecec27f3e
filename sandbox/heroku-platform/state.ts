import type { Collection, Entity, Store } from "../kit/store";
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
    ] as unknown as Collection<Entity>[];
    for (const collection of collections) collection.removeWhere(() => true);
  }
}

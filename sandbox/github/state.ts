import { createHash } from "node:crypto";
import type { Clock } from "../kit/clock";
import type { Collection, Entity } from "../kit/collection";
import type { Store } from "../kit/store";
import type * as actions from "./actions/entities";
import type * as entities from "./entities";

interface Counter extends Entity {
  readonly last: number;
}

/** Where ids begin, so that they look like GitHub's: a repository is not number 1. */
const firstIds: Readonly<Record<string, number>> = { account: 1_010_400, repository: 171_300_000, rule: 5_200_000 };

export const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex");

/** The store is set before the fields of the class below are: whichever way a loader orders fields and parameters. */
class Collections {
  constructor(private readonly store: Store) {}

  protected collection<T extends Entity>(name: string): Collection<T> {
    return this.store.collection<T>(`github.${name}`);
  }
}

/** All that the simulator remembers, except what lies in the git repositories. */
export class State extends Collections {
  readonly accounts = this.collection<entities.Account>("accounts");
  readonly tokens = this.collection<entities.Token>("tokens");
  readonly apps = this.collection<entities.App>("apps");
  readonly repositories = this.collection<entities.Repository>("repositories");
  readonly formerNames = this.collection<entities.FormerName>("formerNames");
  readonly rules = this.collection<entities.ProtectionRule>("protectionRules");
  readonly secrets = this.collection<entities.Secret>("secrets");
  readonly variables = this.collection<entities.Variable>("variables");
  readonly keys = this.collection<entities.KeyPair>("keys");
  readonly environments = this.collection<entities.Environment>("environments");
  readonly deploymentPolicies = this.collection<entities.DeploymentPolicy>("deploymentPolicies");
  readonly permissions = this.collection<entities.ActionsPermissions>("actionsPermissions");
  readonly oidcSubjects = this.collection<entities.OidcSubject>("oidcSubjects");
  readonly statuses = this.collection<entities.CommitStatus>("statuses");
  readonly checkRuns = this.collection<entities.CheckRun>("checkRuns");
  readonly issues = this.collection<entities.Issue>("issues");
  readonly labels = this.collection<entities.Label>("labels");
  readonly reviews = this.collection<entities.Review>("reviews");
  readonly comments = this.collection<entities.Comment>("comments");
  readonly teams = this.collection<entities.Team>("teams");
  readonly teamMemberships = this.collection<entities.TeamMembership>("teamMemberships");
  readonly teamRepositories = this.collection<entities.TeamRepository>("teamRepositories");
  readonly rulesets = this.collection<entities.Ruleset>("rulesets");
  readonly hooks = this.collection<entities.Hook>("hooks");
  readonly deliveries = this.collection<entities.HookDelivery>("hookDeliveries");
  readonly workflows = this.collection<actions.WorkflowRow>("workflows");
  readonly runs = this.collection<actions.WorkflowRun>("workflowRuns");
  readonly jobs = this.collection<actions.Job>("jobs");
  readonly runReviews = this.collection<actions.RunReview>("runReviews");
  readonly deployments = this.collection<actions.Deployment>("deployments");
  readonly deploymentStatuses = this.collection<actions.DeploymentStatus>("deploymentStatuses");
  private readonly counters = this.collection<Counter>("counters");

  constructor(
    store: Store,
    private readonly clock: Clock,
  ) {
    super(store);
  }

  /** The sandbox's time as GitHub writes it: `2026-01-01T00:00:00Z`. */
  now(): string {
    return `${this.clock.now().toISOString().slice(0, 19)}Z`;
  }

  /** The next id of a kind, never used twice. */
  nextId(kind: string): string {
    const counter = this.counters.get(kind);
    const last = (counter?.last ?? firstIds[kind] ?? 1_000) + 1;
    if (counter) this.counters.update(kind, { last });
    else this.counters.insert({ id: kind, last });
    return String(last);
  }

  account(login: string): entities.Account | undefined {
    const wanted = login.toLowerCase();
    return this.accounts.find((account) => account.login.toLowerCase() === wanted);
  }

  repository(owner: string, name: string): entities.Repository | undefined {
    const account = this.account(owner);
    const wanted = name.toLowerCase();
    return account && this.repositories.find((row) => row.ownerId === account.id && row.name.toLowerCase() === wanted);
  }

  owner(repository: entities.Repository): entities.Account {
    const owner = this.accounts.get(repository.ownerId);
    if (!owner) throw new Error(`repository ${repository.id} has no owner`);
    return owner;
  }

  /** Removes everything. */
  clear(): void {
    for (const rows of Object.values(this)) if (isCollection(rows)) rows.removeWhere(() => true);
  }
}

function isCollection(value: unknown): value is Collection<Entity> {
  return typeof value === "object" && value !== null && "removeWhere" in value;
}

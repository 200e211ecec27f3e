import type { Collection } from "../kit/collection";
import type { Store } from "../kit/store";
import type { Job, JobCounter } from "./entities";

/** Ids of Heroku's jobs have had six digits for years. */
const firstId = 881_001;

export class State {
  readonly jobs: Collection<Job>;
  private readonly counter: Collection<JobCounter>;

  constructor(store: Store) {
    this.jobs = store.collection("jobs");
    this.counter = store.collection("counter");
  }

  nextId(): string {
    const last = this.counter.get("jobs")?.last;
    if (last === undefined) return String(this.counter.insert({ id: "jobs", last: firstId }).last);
    return String(this.counter.update("jobs", { last: last + 1 }).last);
  }

  jobsOf(addonId: string): Job[] {
    return this.jobs.filter((job) => job.addonId === addonId);
  }
}

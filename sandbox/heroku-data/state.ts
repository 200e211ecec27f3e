import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Collection } from "../kit/collection";
import type { Store } from "../kit/store";
import type { Schedule, Sequence, SigningKey, Transfer } from "./entities";

/** The simulator's collections, and where the dumps lie. */
export class State {
  readonly transfers: Collection<Transfer>;
  readonly schedules: Collection<Schedule>;
  private readonly sequences: Collection<Sequence>;
  private readonly keys: Collection<SigningKey>;

  constructor(
    store: Store,
    private readonly folder: string,
  ) {
    this.transfers = store.collection("transfers");
    this.schedules = store.collection("schedules");
    this.sequences = store.collection("sequences");
    this.keys = store.collection("keys");
  }

  nextNumber(appId: string): number {
    const last = this.sequences.get(appId)?.last;
    if (last === undefined) return this.sequences.insert({ id: appId, last: 1 }).last;
    return this.sequences.update(appId, { last: last + 1 }).last;
  }

  forgetApp(appId: string): Transfer[] {
    this.sequences.remove(appId);
    this.schedules.removeWhere((schedule) => schedule.appId === appId);
    return this.transfers.removeWhere((transfer) => transfer.appId === appId);
  }

  signingSecret(): string {
    const made = () => this.keys.insert({ id: "public-url", secret: randomBytes(32).toString("hex") });
    return (this.keys.get("public-url") ?? made()).secret;
  }

  dumpFile(transferId: string): string {
    return join(this.folder, `${transferId}.dump`);
  }
}

import type { Contexts, Expressions } from "./expressions";
import { isMapping, wrongQueue } from "./workflow-file";

/** Whoever holds or wants a concurrency group. */
export interface Holder {
  cancel(): void;
}

interface Cancellable extends Holder {
  onCancel(tell: () => void): () => void;
}

export interface WantedGroup {
  readonly name: string;
  readonly cancels: boolean;
  /** `queue: max`: all who come wait, in the order in which they came. Otherwise the newest takes the place of those who wait. */
  readonly queues: boolean;
}

/** What `concurrency` asks for, of a workflow or of a job. Groups belong to a repository. @throws Error for what GitHub does not take */
export function wantedGroup(
  expressions: Expressions,
  repositoryId: string,
  wanted: unknown,
  contexts: Contexts,
): WantedGroup | undefined {
  if (wanted === undefined || wanted === null) return undefined;
  const filled = expressions.fill(wanted, contexts);
  if (!isMapping(filled)) return { name: `${repositoryId}/${String(filled)}`, cancels: false, queues: false };
  const reason = wrongQueue(filled);
  if (reason) throw new Error(reason);
  const cancels = String(filled["cancel-in-progress"]) === "true";
  return { name: `${repositoryId}/${String(filled["group"])}`, cancels, queues: filled["queue"] === "max" };
}

interface Waiting {
  readonly holder: Holder;
  readonly enter: () => void;
}

interface Group {
  readonly holder: Holder;
  waiting: readonly Waiting[];
}

/** As many may wait in a group; GitHub cancels whoever comes when it is full. */
const longestQueue = 100;

/** Concurrency groups of a repository: one runs, and one waits or, in a queue, up to a hundred. */
export class ConcurrencyGroups {
  private readonly groups = new Map<string, Group>();

  /** Resolves when the group is the holder's. Names are compared without regard to case. */
  async enter({ name, cancels, queues }: WantedGroup, holder: Holder): Promise<void> {
    const key = name.toLowerCase();
    const group = this.groups.get(key);
    if (!group) return void this.groups.set(key, { holder, waiting: [] });
    if (queues && group.waiting.length >= longestQueue) return holder.cancel();
    if (!queues) for (const waiting of group.waiting) waiting.holder.cancel();
    const entered = new Promise<void>((enter) => {
      group.waiting = [...(queues ? group.waiting : []), { holder, enter }];
    });
    if (cancels) group.holder.cancel();
    return entered;
  }

  /** The same; whoever is cancelled while it waits is let in at once, to find that out. */
  async enterUnlessCancelled(wanted: WantedGroup, holder: Cancellable): Promise<void> {
    const entered = this.enter(wanted, holder);
    const forget = holder.onCancel(() => this.leave(wanted.name, holder));
    await entered;
    forget();
  }

  leave(name: string, holder: Holder): void {
    const key = name.toLowerCase();
    const group = this.groups.get(key);
    if (!group) return;
    const waits = group.waiting.find((each) => each.holder === holder);
    if (waits) {
      group.waiting = group.waiting.filter((each) => each !== waits);
      return waits.enter();
    }
    if (group.holder !== holder) return;
    const [next, ...rest] = group.waiting;
    if (!next) return void this.groups.delete(key);
    this.groups.set(key, { holder: next.holder, waiting: rest });
    next.enter();
  }
}

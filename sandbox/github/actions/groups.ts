import type { Contexts, Expressions } from "./expressions";
import { isMapping } from "./workflow-file";

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
}

/** What `concurrency` asks for, of a workflow or of a job. Groups belong to a repository. */
export function wantedGroup(
  expressions: Expressions,
  repositoryId: string,
  wanted: unknown,
  contexts: Contexts,
): WantedGroup | undefined {
  if (wanted === undefined || wanted === null) return undefined;
  const filled = expressions.fill(wanted, contexts);
  if (!isMapping(filled)) return { name: `${repositoryId}/${String(filled)}`, cancels: false };
  const cancels = String(filled["cancel-in-progress"]) === "true";
  return { name: `${repositoryId}/${String(filled["group"])}`, cancels };
}

interface Waiting {
  readonly holder: Holder;
  readonly enter: () => void;
}

interface Group {
  holder: Holder;
  waiting: Waiting | undefined;
}

/** Concurrency groups of a repository: one runs, one waits, and whoever comes later takes the waiting one's place. */
export class ConcurrencyGroups {
  private readonly groups = new Map<string, Group>();

  /** Resolves when the group is the holder's. Names are compared without regard to case. */
  async enter(name: string, cancelInProgress: boolean, holder: Holder): Promise<void> {
    const key = name.toLowerCase();
    const group = this.groups.get(key);
    if (!group) return void this.groups.set(key, { holder, waiting: undefined });
    group.waiting?.holder.cancel();
    const entered = new Promise<void>((resolve) => (group.waiting = { holder, enter: resolve }));
    if (cancelInProgress) group.holder.cancel();
    return entered;
  }

  /** The same; whoever is cancelled while it waits is let in at once, to find that out. */
  async enterUnlessCancelled({ name, cancels }: WantedGroup, holder: Cancellable): Promise<void> {
    const entered = this.enter(name, cancels, holder);
    const forget = holder.onCancel(() => this.leave(name, holder));
    await entered;
    forget();
  }

  leave(name: string, holder: Holder): void {
    const key = name.toLowerCase();
    const group = this.groups.get(key);
    if (!group) return;
    if (group.waiting?.holder === holder) {
      group.waiting.enter();
      group.waiting = undefined;
      return;
    }
    if (group.holder !== holder) return;
    const next = group.waiting;
    if (!next) return void this.groups.delete(key);
    this.groups.set(key, { holder: next.holder, waiting: undefined });
    next.enter();
  }
}

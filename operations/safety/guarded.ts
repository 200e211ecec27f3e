import { Refused } from "../errors";
import { type Actor, entryOf } from "./actor";
import { AuditLog, type AuditEntry } from "./audit";
import { Lock, LockHeld } from "./lock";

export interface GuardedOptions {
  readonly takeOver?: boolean;
  /** False with `--no-lock`. */
  readonly lock?: boolean;
}

export class NowhereToLock extends Refused {
  readonly id = "nowhere_to_lock";
  constructor() {
    super(
      "no stack names the application's repository, in which the lock lies. Go on without it: --no-lock. Nothing was changed",
    );
  }
}

/** Whether the app is left as it was found, or done: then nobody needs to be held back any longer. */
export type Ended<T> = { readonly result: T } | { readonly error: unknown; readonly inTheMiddle: boolean };

/**
 * Holds the lock and tells the audit log while `work` goes on. The lock is given back at the end, unless the app is left in the middle of
 * something: then it goes on to hold back deploys, until the same command has finished or somebody takes over.
 */
export async function guarded<T>(
  context: Actor,
  { operation, what }: { readonly operation: string; readonly what: string },
  options: GuardedOptions,
  work: (verify: () => Promise<void>) => Promise<Ended<T>>,
): Promise<T> {
  const { github, app, operator, output } = context;
  if (options.lock === false) return unwrap(await work(async () => undefined));
  if (!github) throw new NowhereToLock();
  const lock = new Lock(github, context.now);
  const audit = new AuditLog(github);
  const tell = (result: AuditEntry["result"], detail?: string) =>
    audit.append(entryOf(context, { what, operation, result, detail }));
  const since = context.now().toISOString();
  await lock.acquire({ operation, owner: operator, app: app.name, reason: what, since }, options.takeOver);
  let inTheMiddle = false;
  try {
    await tell("began");
    const ended = await work(() => lock.verify());
    inTheMiddle = "error" in ended && ended.inTheMiddle;
    await tell(...outcome(context, ended)).catch((error: Error) =>
      output.remark(`The audit log lacks the end of this: ${error.message}`),
    );
    return unwrap(ended);
  } finally {
    if (!inTheMiddle) await lock.release();
    else
      output.remark("The lock stays, so that nobody deploys onto this: the same command goes on, and gives it back.");
  }
}

/** Below a plan: who would hold it up now. */
export async function tellHolder({ github, now, output }: Actor, options: GuardedOptions): Promise<void> {
  const holder = options.lock !== false && github ? await new Lock(github, now).holder() : undefined;
  if (holder) output.line(`\nIt would have to wait: ${new LockHeld(holder, now()).message}.`);
}

function outcome<T>({ signal }: Actor, ended: Ended<T>): [AuditEntry["result"], string?] {
  if ("result" in ended) return ["succeeded"];
  return [signal.aborted ? "interrupted" : "failed", (ended.error as Error).message.slice(0, 500)];
}

function unwrap<T>(ended: Ended<T>): T {
  if ("error" in ended) throw ended.error;
  return ended.result;
}

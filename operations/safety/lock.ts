import { type GitHubClient } from "../../clients/github";
import { exitCodes, OperationError } from "../errors";
import { duration, moment } from "../words";
import { readRecord, writeRecord, type LockRecord } from "./lock-record";

const lockRef = "penny/lock";

/** One lock is for all apps, so that the app is told: `restore b003 (penny-qa)`. */
const whatFor = ({ reason, app }: LockRecord) => (app === "" ? reason : `${reason} (${app})`);

/** Somebody else holds it. */
export class LockHeld extends OperationError {
  readonly id = "lock_held";
  override readonly exitCode = exitCodes.locked;
  constructor(
    readonly holder: LockRecord,
    now: Date,
  ) {
    const since = new Date(holder.since);
    super(
      `${holder.owner} holds the lock since ${moment(since)} (${duration(now.getTime() - since.getTime())}): ${whatFor(holder)}. ` +
        "Ask them, or wait. When that run is surely dead, run your command with --take-over, or `bin/penny unlock`",
    );
  }
}

/** The lock was taken over, or removed, while this run went on. */
export class LockLost extends OperationError {
  readonly id = "lock_lost";
  override readonly exitCode = exitCodes.locked;
  constructor(holder: LockRecord | undefined) {
    const what = holder ? `${holder.owner} took the lock over (${holder.reason})` : "the lock was removed";
    super(`${what} while this ran: stopped before the next step. Talk to each other, then run the same command again`);
  }
}

/**
 * One lock for all who change production: a git ref in the application's repository. GitHub makes a ref once, however many ask;
 * a takeover is a fast-forward of what was there, so that of two one wins.
 */
export class Lock {
  private sha: string | undefined;

  constructor(
    private readonly github: GitHubClient,
    private readonly now: () => Date,
  ) {}

  /** Who holds it now. */
  async holder(): Promise<LockRecord | undefined> {
    const sha = await this.github.refs.get(lockRef);
    return sha === undefined ? undefined : this.read(sha);
  }

  /** For what takes no lock itself, but must not come between a holder's steps. @throws LockHeld */
  async requireFree(): Promise<void> {
    const holder = await this.holder();
    if (holder) throw new LockHeld(holder, this.now());
  }

  /** @throws LockHeld */
  async acquire(record: LockRecord, takeOver = false): Promise<void> {
    const found = await this.github.refs.get(lockRef);
    const holder = found === undefined ? undefined : await this.read(found);
    if (holder && holder.operation === record.operation) return void (this.sha = found);
    if (holder && !takeOver) throw new LockHeld(holder, this.now());
    const sha = await this.write(record, found);
    const taken = found ? this.github.refs.fastForward(lockRef, sha) : this.github.refs.create(lockRef, sha);
    if (!(await taken)) throw new LockHeld((await this.holder()) ?? holder ?? record, this.now());
    this.sha = sha;
  }

  /** @throws LockLost */
  async verify(): Promise<void> {
    if (this.sha === undefined) return;
    const found = await this.github.refs.get(lockRef);
    if (found !== this.sha) throw new LockLost(found === undefined ? undefined : await this.read(found));
  }

  /** Never removes somebody else's. */
  async release(): Promise<void> {
    if (this.sha !== undefined && (await this.github.refs.get(lockRef)) === this.sha)
      await this.github.refs.delete(lockRef);
    this.sha = undefined;
  }

  /** Removes it, whoever holds it. @returns who held it */
  async remove(): Promise<LockRecord | undefined> {
    const holder = await this.holder();
    if (holder) await this.github.refs.delete(lockRef);
    return holder;
  }

  private async read(sha: string): Promise<LockRecord> {
    const { message, date } = await this.github.commits.get(sha);
    return readRecord(message, date);
  }

  private write(record: LockRecord, former: string | undefined): Promise<string> {
    return this.github.commits.create({
      message: writeRecord(record),
      files: { "lock.json": `${JSON.stringify(record, null, 2)}\n` },
      parents: former === undefined ? [] : [former],
    });
  }
}

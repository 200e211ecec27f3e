import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { type Account, ownAccount, runsAsRoot } from "../machine/account";
import { Failure } from "../machine/failure";

/** More processes at once than the sandbox has user numbers for. */
export class TooManyProcesses extends Failure {
  readonly id = "too-many-processes";
  constructor(count: number) {
    super(`${count} processes run already, which is the sandbox's limit: scale an app down (heroku ps:scale web=1)`);
  }
}

const first = 20_001;
const blockSize = 200;
const blocks = 200;

function blockOf(home: string): number {
  return first + (createHash("sha256").update(resolve(home)).digest().readUInt32BE() % blocks) * blockSize;
}

function unnamed(uid: number, name: string): Account {
  return { uid, gid: uid, name };
}

/** The user that builds run as: of the sandbox's own when root, else this process's. */
export function buildAccount(home: string): Account {
  return runsAsRoot() ? unnamed(blockOf(home), "build") : ownAccount();
}

/** Which of a home's numbers a pool gives out: dynos and jobs of Actions never share one. */
const parts = { dyno: [1, 150], job: [150, blockSize] } as const;

/** User numbers for processes: one for each when root, so that none can touch another's files or count against its limits. */
export class AccountPool {
  private readonly taken = new Set<number>();

  constructor(
    private readonly home: string,
    private readonly part: keyof typeof parts = "dyno",
  ) {}

  /** @throws TooManyProcesses */
  take(): Account {
    if (!runsAsRoot()) return ownAccount();
    const [from, to] = parts[this.part].map((offset) => blockOf(this.home) + offset) as [number, number];
    for (let uid = from; uid < to; uid++) {
      if (this.taken.has(uid)) continue;
      this.taken.add(uid);
      return unnamed(uid, this.part);
    }
    throw new TooManyProcesses(this.taken.size);
  }

  giveBack(account: Account): void {
    this.taken.delete(account.uid);
  }
}

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
  private readonly taken = new Set<Account>();

  constructor(
    private readonly home: string,
    private readonly part: keyof typeof parts = "dyno",
  ) {}

  /** @throws TooManyProcesses */
  take(): Account {
    const [from, to] = parts[this.part];
    if (this.taken.size >= to - from) throw new TooManyProcesses(this.taken.size);
    const account = runsAsRoot() ? this.free() : { ...ownAccount() };
    this.taken.add(account);
    return account;
  }

  giveBack(account: Account): void {
    this.taken.delete(account);
  }

  private free(): Account {
    const used = new Set([...this.taken].map(({ uid }) => uid));
    let uid = blockOf(this.home) + parts[this.part][0];
    while (used.has(uid)) uid += 1;
    return unnamed(uid, this.part);
  }
}

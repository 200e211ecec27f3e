import { type GitHubClient } from "../../clients/github";
import { OperationError } from "../errors";

const auditRef = "penny/audit";
const attempts = 8;

/** Who did what when; never a secret, so that everybody with the repository may read it. */
export interface AuditEntry {
  /** ISO 8601, Heroku's time. */
  readonly at: string;
  readonly operator: string;
  readonly app: string;
  /** `restore b003`. */
  readonly what: string;
  readonly result: "began" | "succeeded" | "failed" | "interrupted";
  /** Groups the entries of one run. */
  readonly operation: string;
  readonly detail?: string;
}

export class AuditNotWritten extends OperationError {
  readonly id = "audit_not_written";
  constructor() {
    super(`refs/${auditRef} moved ${attempts} times while an entry was being added. Run the command again`);
  }
}

/** The log: a chain of commits beside the lock, to which entries are only added. `git fetch origin refs/penny/audit && git log FETCH_HEAD` shows it. */
export class AuditLog {
  constructor(private readonly github: GitHubClient) {}

  /** @throws AuditNotWritten */
  async append(entry: AuditEntry): Promise<void> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const head = await this.github.refs.get(auditRef);
      const sha = await this.github.commits.create({
        message: `${entry.what} ${entry.result}: ${entry.app}, ${entry.operator}\n\n${JSON.stringify(entry)}\n`,
        files: { "entry.json": `${JSON.stringify(entry, null, 2)}\n` },
        parents: head === undefined ? [] : [head],
      });
      const added = head ? this.github.refs.fastForward(auditRef, sha) : this.github.refs.create(auditRef, sha);
      if (await added) return;
    }
    throw new AuditNotWritten();
  }

  /** The newest first. */
  async read(count: number): Promise<AuditEntry[]> {
    const entries: AuditEntry[] = [];
    let sha = await this.github.refs.get(auditRef);
    while (sha !== undefined && entries.length < count) {
      const { message, parents } = await this.github.commits.get(sha);
      entries.push(JSON.parse(message.slice(message.indexOf("\n\n"))) as AuditEntry);
      sha = parents[0];
    }
    return entries;
  }
}

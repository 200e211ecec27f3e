import { type Key } from "../../migrations/keys";
import { type MigrationSet } from "../../migrations/migration";
import { planMigrateBack } from "../migrate-back/migrate-back";
import { type BroughtMigration, type RollbackFacts, type Runner } from "./facts";
import { type DeployedRelease } from "./releases";

/** A commit that is taken away: all its migrations, and those that it has over the wanted commit. */
export interface Head {
  readonly commit: string;
  readonly set: MigrationSet;
  readonly added: readonly Key[];
}

export interface MigrationInput {
  /** The newest first. */
  readonly heads: readonly Head[];
  /** `django_migrations`, in the order in which they were applied. */
  readonly rows: readonly { readonly key: Key; readonly applied: Date }[];
  /** All of the app's, the newest first. */
  readonly releases: readonly DeployedRelease[];
}

export type MigrationFacts = Pick<RollbackFacts, "brought" | "maybeHalfDone" | "back" | "runner">;

const nothing: MigrationSet = { migrations: [], settings: new Map(), doubts: [] };

/** Which of the change's migrations the database has, and the way back over them with the code that knows them. */
export function migrationFacts({ heads, rows, releases }: MigrationInput): MigrationFacts {
  const times = new Map(rows.map(({ key, applied }) => [key, applied]));
  const added = [...new Set(heads.flatMap((head) => head.added))];
  const brought = added.map((key): BroughtMigration => ({ key, applied: times.get(key) }));
  const applied = added.filter((key) => times.has(key));
  const head = headWith(heads, applied, releases);
  return {
    brought,
    maybeHalfDone: halfDone(heads, brought, releases),
    back: planMigrateBack({ set: head?.set ?? nothing, added: applied, rows: rows.map(({ key }) => key) }),
    runner: runnerOf(head, releases),
  };
}

/** A commit whose code has all that is to be undone: what serves, where that is one; else the newest. */
function headWith(
  heads: readonly Head[],
  applied: readonly Key[],
  releases: readonly DeployedRelease[],
): Head | undefined {
  const serving = releases.find(({ current }) => current)?.commit;
  const has = ({ set }: Head) => applied.every((key) => set.migrations.some((each) => each.key === key));
  const able = heads.filter(has);
  return able.find(({ commit }) => commit === serving) ?? able[0] ?? heads[0];
}

function runnerOf(head: Head | undefined, releases: readonly DeployedRelease[]): Runner {
  const serving = releases.find(({ current }) => current)?.commit;
  return head === undefined || head.commit === serving ? { kind: "app" } : { kind: "temporary", commit: head.commit };
}

/** PostgreSQL takes a failed migration back as a whole, unless it runs outside of a transaction. */
function halfDone(
  heads: readonly Head[],
  brought: readonly BroughtMigration[],
  [latest]: readonly DeployedRelease[],
): Key[] {
  const failed = heads.find(({ commit }) => commit === latest?.commit && latest.status === "failed");
  const missing = brought.filter(({ applied }) => applied === undefined).map(({ key }) => key);
  const suspects = failed?.set.migrations.filter(({ key, atomic }) => missing.includes(key) && !atomic) ?? [];
  return suspects.map(({ key }) => key);
}

/** When the change began to reach the app: a backup from before that moment holds the data as it was. */
export function beganAt(
  undone: readonly DeployedRelease[],
  heads: readonly Head[],
  suspects: readonly Key[],
): Date | undefined {
  const brings = ({ commit }: DeployedRelease) =>
    heads.some((head) => head.commit === commit && head.added.some((key) => suspects.includes(key)));
  return (undone.findLast(brings) ?? undone.at(-1))?.createdAt;
}

import { type Key } from "../../migrations/keys";
import { type Backup } from "../backups";
import { type ClosedAppFacts } from "../closed-app";
import { type TableDifference } from "../contents";
import { type MigrateBackPlan } from "../migrate-back/plan";
import { type Redeploy } from "./choose-redeploy";
import { type DeployedRelease } from "./releases";

/** A commit that the rollback takes away, and the pull requests that brought it. */
export interface TakenCommit {
  readonly sha: string;
  readonly subject: string;
  readonly pulls: readonly { readonly number: number; readonly title: string }[];
}

export interface Wanted {
  readonly commit: string;
  /** `v5 (0123abcd)`, `pull request 12's base`. */
  readonly words: string;
}

/** A migration that the change brought. */
export interface BroughtMigration {
  readonly key: Key;
  /** When the database got it; undefined when it does not have it. */
  readonly applied?: Date;
}

/** Whose code runs the way back: the app's own dynos, or those of a temporary app made from a commit. */
export type Runner = { readonly kind: "app" } | { readonly kind: "temporary"; readonly commit: string };

/** All that the decision is made from. */
export interface RollbackFacts extends ClosedAppFacts {
  readonly app: string;
  readonly now: Date;
  readonly wanted: Wanted;
  /** The releases since, with code that is taken away; the newest first. */
  readonly undone: readonly DeployedRelease[];
  readonly serving: DeployedRelease | undefined;
  readonly commits: readonly TakenCommit[];
  readonly brought: readonly BroughtMigration[];
  /** Migration files that were changed in place: no way back knows how they were when they ran. */
  readonly changed: readonly string[];
  /** Not applied, and not in a transaction: a failed release phase may have left it half done. */
  readonly maybeHalfDone: readonly Key[];
  readonly back: MigrateBackPlan;
  readonly runner: Runner;
  /** The newest from before the change. */
  readonly backup: Backup | undefined;
  /** How that backup differs from the database now; undefined when it was not compared, for the reason given. */
  readonly written: readonly TableDifference[] | string;
  /** Why the backup cannot be restored, such as its size. */
  readonly obstacle: string | undefined;
  readonly redeploy: Redeploy;
  /** The branch that is deployed from, and whether it still holds the change, whose last commit on it is `head`. */
  readonly master: { readonly branch: string; readonly poisoned: boolean; readonly head?: string } | undefined;
  readonly maintenance: boolean;
  readonly oneOffs: readonly string[];
}

export const appliedOf = ({ brought }: Pick<RollbackFacts, "brought">): Key[] =>
  brought.filter(({ applied }) => applied !== undefined).map(({ key }) => key);

export const short = (commit: string): string => commit.slice(0, 8);

/** Opens the pull request, and changes nothing of the app when the commit serves. */
export const revertCommand = ({ commit }: Wanted): string =>
  `bin/penny rollback --to ${short(commit)} --strategy redeploy --revert-pr`;

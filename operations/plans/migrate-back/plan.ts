import { type Key } from "../../migrations/keys";
import { type Loss, type Operation } from "../../migrations/operations";

/** Why a migration is unapplied: the change added it; it depends on one of those; Django goes back over the whole branch. */
export type Because = "added" | "depends" | "same-branch";

export interface Unapplied {
  readonly migration: Key;
  readonly because: Because;
  /** In the order in which they are reversed; empty for a migration whose file is not at hand. */
  readonly operations: readonly Operation[];
  /** false: a failure in the middle leaves it half done. */
  readonly atomic: boolean;
}

/** One command, and what Django unapplies by it, in Django's order. */
export interface MigrateCommand {
  readonly app: string;
  /** A migration's name, or `zero`. */
  readonly target: string;
  readonly argv: readonly string[];
  /** `python manage.py migrate users 0003_user_display_name` */
  readonly text: string;
  readonly unapplies: readonly Unapplied[];
}

export type Severity = "refuses" | "asks" | "notes";

export type ReasonId =
  | "added-not-in-code"
  | "ambiguous-target"
  | "broken-history"
  | "conflicting-leaves"
  | "dependency-cycle"
  | "defined-twice"
  | "hidden-dependents"
  | "irreversible"
  | "later-dependent"
  | "later-unknown"
  | "may-fail"
  | "missing-dependency"
  | "not-atomic"
  | "odd-name"
  | "reverse-does-nothing"
  | "same-branch"
  | "squash-adds-nothing"
  | "squashed-with-others"
  | "uncertain"
  | "unknown-dependency"
  | "unknown-operation"
  | "unknown-part"
  | "unreadable";

/** `refuses`: it must not be run; `asks`: a person must look first; `notes`: to be known before. */
export interface Reason {
  readonly id: ReasonId;
  readonly severity: Severity;
  readonly message: string;
  readonly migration?: Key;
}

export interface PlannedLoss extends Loss {
  readonly migration: Key;
}

/** `nothing`: the database has none of the change's migrations. */
export type Verdict = "nothing" | "possible" | "ask" | "refused";

export interface MigrateBackPlan {
  readonly verdict: Verdict;
  /** In the order to run. Also given when refused, so that people see what it would be. */
  readonly commands: readonly MigrateCommand[];
  readonly reasons: readonly Reason[];
  readonly losses: readonly PlannedLoss[];
  /** Migrations of the change that the database does not have. */
  readonly notApplied: readonly Key[];
}

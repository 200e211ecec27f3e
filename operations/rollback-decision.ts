import { type Mirror } from "./git/mirror";
import { type Key } from "./migrations/keys";
import { appliedOf, type RollbackFacts } from "./plans/rollback/facts";
import { type RollbackPlan } from "./plans/rollback/plan";
import { type Journal } from "./safety/journal";

/** What the options said; the same again goes on with what was begun. */
export interface RollbackAsked {
  readonly to?: string;
  readonly pr?: number;
  readonly strategy?: string;
  readonly backup?: string;
}

/** All that the steps need, decided before the first of them: whoever goes on after a crash does not decide anew. */
export interface RollbackDecision extends Pick<RollbackFacts, "wanted" | "runner" | "commits"> {
  readonly asked: RollbackAsked;
  readonly plan: RollbackPlan;
  readonly backup: string | undefined;
  /** Migrations that are gone from the database afterwards. */
  readonly undone: readonly Key[];
  readonly revertHead: string | undefined;
}

export function decide(facts: RollbackFacts, plan: RollbackPlan, asked: RollbackAsked): RollbackDecision {
  const { wanted, runner, commits, backup, master } = facts;
  const undone = plan.strategy === "redeploy" ? [] : appliedOf(facts);
  return {
    ...{ asked, plan, wanted, runner, commits, undone },
    backup: backup?.name,
    revertHead: master?.head,
  };
}

const begins = "rollback ";

/** As the journal, the lock and the audit log call it. */
export const nameOf = ({ wanted, plan }: RollbackDecision): string => `${begins}to ${wanted.words} by ${plan.strategy}`;

/** After that the app is another one than the decision was made for. */
const decisionGoodForMs = 12 * 3_600_000;

/** The decision of an interrupted rollback, which the same command goes on with; undefined when it is too old for that. */
export function unfinishedDecision(journal: Journal | undefined, now: Date): RollbackDecision | undefined {
  if (!journal?.what.startsWith(begins) || now.getTime() - journal.startedAt.getTime() > decisionGoodForMs)
    return undefined;
  return journal.decision as RollbackDecision;
}

export interface Rollback {
  readonly decision: RollbackDecision;
  readonly journal: Journal;
  readonly mirror: Mirror;
}

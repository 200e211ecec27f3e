/** What Heroku keeps for a plan (Dev Center, "Heroku PGBackups"). Essential plans presumably as hobby-basic: unverified. */
export interface Keeping {
  /** Backups made by hand; the oldest go first. */
  readonly manual: number;
  /** Scheduled ones: one a day for this many days on every plan. */
  readonly days: number;
  readonly weeks: number;
  readonly months: number;
}

const keepings: readonly (readonly [RegExp, Keeping])[] = [
  [/^hobby-dev$/, { manual: 2, days: 7, weeks: 1, months: 0 }],
  [/^(hobby-basic|essential-|basic|mini)/, { manual: 5, days: 7, weeks: 1, months: 0 }],
  [/^standard-/, { manual: 25, days: 7, weeks: 4, months: 0 }],
  [/^(premium|enterprise|private|shield)-/, { manual: 50, days: 7, weeks: 8, months: 12 }],
];

const least: Keeping = { manual: 5, days: 7, weeks: 1, months: 0 };

/** `heroku-postgresql:essential-0` → `essential-0` */
function tierOf(plan: string): string {
  return plan.split(":")[1] ?? plan;
}

export function keepingOf(plan: string): Keeping {
  return keepings.find(([tier]) => tier.test(tierOf(plan)))?.[1] ?? least;
}

/** `heroku-postgresql:essential-0` → `Essential 0` */
export function planTitle(plan: string): string {
  return tierOf(plan)
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
}

/** Fork, follow, rollback and named credentials: from the standard tier on. */
export function isEssentialTier(plan: string): boolean {
  return /^(hobby|essential|basic|mini|dev)/.test(tierOf(plan));
}

/** `heroku-postgresql:essential-0` is of heroku-postgresql. */
export function serviceOf(plan: string): string {
  return plan.split(":")[0] ?? plan;
}

export function isPostgres(plan: string): boolean {
  return serviceOf(plan) === "heroku-postgresql";
}

const tierOf = (plan: string) => plan.split(":")[1]?.split("-")[0] ?? "";

/** Why a Heroku Postgres plan cannot become another one, with the way to do it; undefined when the plan may change in place. */
export function tierChange(from: string, to: string): string | undefined {
  if (!isPostgres(from) || !isPostgres(to) || tierOf(from) === tierOf(to)) return undefined;
  return (
    `${from} cannot become ${to} in place, and a new database would be empty. Keep this one; declare a second Addon with the new plan, ` +
    "capture a backup, `heroku pg:copy DATABASE_URL <new database>` in maintenance mode, `heroku pg:promote <new database>`, " +
    "move the BackupSchedule, then delete the old one"
  );
}

import { type Declared, isPostgres, ofType, type Rule } from "../rule";

export const databaseBackedUp: Rule = {
  kind: "stack",
  id: "database-backed-up",
  title: "A production database has a backup schedule",
  reason: "On Essential plans the newest backup is all there is: there is no fork and no rollback.",
  mend: "Declare a heroku.BackupSchedule for it, as stacks/database.ts does.",
  stacks: ["production"],
  check: (resources) => {
    const schedules = ofType(resources, "heroku:index:BackupSchedule");
    return resources
      .filter(isPostgres)
      .filter((database) => !schedules.some((schedule) => belongsTo(schedule, database)))
      .map((resource) => ({ message: `The database ${resource.name} has no backup schedule.`, resource }));
  },
};

/** In the first preview the database has no id yet, but the schedule depends on it; one that depends on nothing names it. */
function belongsTo({ propertyDependencies: { database: on = [] }, props }: Declared, database: Declared): boolean {
  return on.length > 0 ? on.includes(database.urn) : props.database === database.props.name;
}

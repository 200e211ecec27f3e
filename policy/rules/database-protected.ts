import { isPostgres, type Rule } from "../rule";

export const databaseProtected: Rule = {
  kind: "resource",
  id: "database-protected",
  title: "A database is protected from deletion",
  reason: "Heroku deletes a database's backups with it: one wrong `up` would lose all data for good.",
  mend: "Give the add-on `protect: true` in stacks/database.ts.",
  types: ["heroku:index:Addon"],
  check: (addon) =>
    isPostgres(addon) && !addon.protect ? [`The database ${addon.name} is declared without \`protect: true\`.`] : [],
};

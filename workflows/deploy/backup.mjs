/** Captures a backup of the app's database and waits until it is whole: what a deploy's migrations spoil can be had back. */
import { heroku, herokuData, poll, step, variable } from "./api.mjs";

const minutes = 60;

step(async () => {
  const app = variable("HEROKU_APP");
  const addons = await heroku("GET", `/apps/${app}/addons`);
  const database = addons.find(
    (addon) => addon.plan.name.startsWith("heroku-postgresql:") && addon.config_vars.includes("DATABASE_URL"),
  );
  if (!database)
    throw new Error(`${app} has no Heroku Postgres database as DATABASE_URL: there is nothing to back up.`);
  const { num } = await herokuData("POST", `/client/v11/databases/${database.id}/backups`);
  const name = `b${String(num).padStart(3, "0")}`;
  console.log(`Backup ${name} of ${database.name} has begun.`);
  // The transfer is listed with the app that the database is billed to.
  const path = `/client/v11/apps/${database.app.name}/transfers/${num}`;
  const ended = await poll(
    `Backup ${name}`,
    minutes,
    () => herokuData("GET", path),
    (transfer) => transfer.finished_at,
  );
  if (!ended.succeeded)
    throw new Error(`Backup ${name} failed, and nothing was deployed: heroku pg:backups:info ${name} --app ${app}`);
  console.log(`Backup ${name} is whole: ${ended.processed_bytes} bytes.`);
});

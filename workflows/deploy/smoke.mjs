/** Looks at the site as a visitor does: it must answer, and not with an error. */
import { spawnSync } from "node:child_process";
import { heroku, step, variable } from "./api.mjs";

step(async () => {
  const app = variable("HEROKU_APP");
  const { web_url } = await heroku("GET", `/apps/${app}`);
  const url = new URL(process.env.SMOKE_CHECK_PATH || "/", web_url).href;
  const patience = ["--retry", "8", "--retry-all-errors", "--retry-max-time", "90", "--max-time", "20"];
  const quiet = ["--silent", "--show-error", "--output", "/dev/null", "--write-out", `${url} answers %{http_code}\n`];
  const { status, error } = spawnSync("curl", ["--fail", "--location", ...patience, ...quiet, url], {
    stdio: "inherit",
  });
  if (error) throw error;
  if (status !== 0)
    throw new Error(
      `${url} does not answer as it should: heroku logs --app ${app}, or go back with bin/penny rollback.`,
    );
});

/**
 * Whether this run may deploy: nobody holds the lock, and its commit is still the branch's newest. Two merges shortly after each other, and
 * an old run that is started again, would otherwise put an older version in place of a newer one.
 */
import { appendFileSync } from "node:fs";
import { github, step, variable } from "./api.mjs";
import { refuseWhenLocked } from "./lock.mjs";

step(async () => {
  await refuseWhenLocked();
  const branch = variable("GITHUB_REF_NAME");
  const { object } = await github("GET", `/git/ref/heads/${branch}`);
  const newest = object.sha === variable("GITHUB_SHA");
  appendFileSync(variable("GITHUB_OUTPUT"), `newest=${newest}\n`);
  if (!newest) console.log(`::notice::${branch} has moved on to ${object.sha}: the run for that commit deploys it.`);
});

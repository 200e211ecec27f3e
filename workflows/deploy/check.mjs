/**
 * Whether this run may deploy: nobody holds the lock, and its commit is still the branch's newest. Two merges shortly after each other, and
 * an old run that is started again, would otherwise put an older version in place of a newer one.
 */
import { appendFileSync } from "node:fs";
import { step, variable } from "./api.mjs";
import { refuseWhenLocked } from "./lock.mjs";
import { newerCommits } from "./newest.mjs";

step(async () => {
  await refuseWhenLocked();
  const newer = await newerCommits();
  appendFileSync(variable("GITHUB_OUTPUT"), `newest=${newer.length === 0}\n`);
  if (newer.length > 0)
    console.log(
      `::notice::${variable("GITHUB_REF_NAME")} has moved on to ${newer.at(-1)}: the run for that commit deploys it.`,
    );
});

/**
 * Whether this run may deploy: nobody holds the lock, and its commit is still the branch's newest. Two merges shortly after each other, and
 * an old run that is started again, would otherwise put an older version in place of a newer one.
 */
import { appendFileSync } from "node:fs";
import { github, step, variable } from "./api.mjs";
import { refuseWhenLocked } from "./lock.mjs";

step(async () => {
  await refuseWhenLocked();
  const [branch, commit] = [variable("GITHUB_REF_NAME"), variable("GITHUB_SHA")];
  const newer = await newerCommits(branch, commit);
  appendFileSync(variable("GITHUB_OUTPUT"), `newest=${newer.length === 0}\n`);
  if (newer.length > 0)
    console.log(`::notice::${branch} has moved on to ${newer.at(-1)}: the run for that commit deploys it.`);
});

/** The commits on the branch since, without those that ask for no run: nobody else would deploy this one. */
async function newerCommits(branch, commit) {
  const { commits } = await github("GET", `/compare/${commit}...${branch}`);
  return commits.filter((each) => !each.commit.message.includes("[skip ci]")).map((each) => each.sha);
}

/**
 * Pushes the commit to Heroku, which builds it and runs the release phase, and waits until it serves. Never by force: when Heroku has
 * something that this branch lacks, a person decides.
 */
import { spawnSync } from "node:child_process";
import { heroku, ifFound, poll, step, variable } from "./api.mjs";
import { refuseWhenLocked } from "./lock.mjs";

/** Heroku ends a release phase after an hour, and a dyno that does not boot after one minute. */
const minutes = { release: 65, boot: 5 };

step(async () => {
  const [app, commit] = [variable("HEROKU_APP"), variable("GITHUB_SHA")];
  await refuseWhenLocked();
  const before = await newestReleases(app, 1);
  push(app, commit);
  const release = (await newRelease(app, before[0])) ?? (await releaseAgain(app, commit));
  const ended = await poll(
    `The release phase of ${app} v${release.version}`,
    minutes.release,
    () => heroku("GET", `/apps/${app}/releases/${release.id}`),
    ({ status }) => status !== "pending",
  );
  if (ended.status !== "succeeded") throw new Error(await failure(app, ended));
  await untilServing(app, ended);
  console.log(`${app} v${ended.version} serves ${commit}.`);
});

function push(app, commit) {
  const host = process.env.HEROKU_GIT_HOST || "git.heroku.com";
  const branch = variable("GITHUB_REF_NAME") === "master" ? "master" : "main";
  // The key is read by the helper from the environment: it is in no argument and no file.
  const helper = '!f() { echo username=heroku; echo "password=$HEROKU_API_KEY"; }; f';
  const credentials = ["-c", "credential.helper=", "-c", `credential.helper=${helper}`];
  const target = [`https://${host}/${app}.git`, `${commit}:refs/heads/${branch}`];
  const { status, error } = spawnSync("git", [...credentials, "push", "--no-progress", ...target], {
    stdio: "inherit",
  });
  if (error) throw error;
  if (status !== 0)
    throw new Error(
      `git push to ${app} ended with ${status}; what ran there goes on serving. The reason stands above.`,
    );
}

const newestReleases = (app, count) =>
  heroku("GET", `/apps/${app}/releases`, { range: `version ..; order=desc, max=${count}` });

/** The release that the push made; undefined when Heroku had the commit already. */
async function newRelease(app, before) {
  const [newest] = await newestReleases(app, 1);
  return newest.id === before?.id ? undefined : newest;
}

/** Heroku has the commit since an earlier run: the release that runs now is of it, or it is released once more, with its release phase. */
async function releaseAgain(app, commit) {
  for (const release of await newestReleases(app, 50)) {
    const slug = release.slug && (await ifFound(heroku("GET", `/apps/${app}/slugs/${release.slug.id}`)));
    if (slug?.commit !== commit) continue;
    if (release.current) return release;
    console.log(`Heroku has this commit, and runs another: releasing the slug of v${release.version} again.`);
    return heroku("POST", `/apps/${app}/releases`, {
      body: { slug: slug.id, description: `Deploy ${commit.slice(0, 8)}` },
    });
  }
  throw new Error(`${app} has ${commit} in its git repository, but no release of it: push a new commit.`);
}

async function failure(app, { version }) {
  const current = (await newestReleases(app, 50)).find((release) => release.current);
  return (
    `The release phase of ${app} v${version} failed: ${current ? `v${current.version}` : "what ran before"} goes on serving. ` +
    `What it said stands above (heroku releases:output v${version} --app ${app}). Mend it by a new commit.`
  );
}

/** A release is served once its web dynos are up; an app without web dynos is served as it is. */
async function untilServing(app, { version }) {
  const formation = await heroku("GET", `/apps/${app}/formation`);
  const wanted = formation.find(({ type }) => type === "web")?.quantity ?? 0;
  await poll(
    `The start of the web dynos of ${app} v${version}`,
    minutes.boot,
    () => heroku("GET", `/apps/${app}/dynos`),
    (dynos) => dynos.filter((dyno) => isServing(dyno, version)).length >= wanted,
  );
}

const isServing = ({ type, state, release }, version) => type === "web" && state === "up" && release.version >= version;

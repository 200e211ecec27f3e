import { type GitHubClient } from "../../clients/github";
import { type Context } from "../context";
import { type HealthFacts, type Known } from "../plans/health";
import { Journal } from "../safety/journal";
import { Lock } from "../safety/lock";
import { listBackups } from "./find-backup";
import { findDatabase } from "./find-database";
import { findKnownDrift } from "./find-known-drift";
import { listJobs } from "./hold-jobs";

/**
 * Reads all that `penny status` shows; a part that cannot be read does not hide the others.
 * @param own this project's repository, in which nightly runs tell of drift
 */
export async function gatherHealthFacts(context: Context, own: GitHubClient | undefined): Promise<HealthFacts> {
  const { app, heroku, github, signal, repository, now } = context;
  const releases = await known(() => heroku.platform.releases.newest(app.id, 20, signal));
  const newest = releases instanceof Error ? releases : releases[0];
  const [serving, crashed, ci, backup, schedules, jobs, token, drift, lock] = await Promise.all([
    known(() => servingRelease(context, releases)),
    known(async () =>
      (await heroku.platform.dynos.list(app.id, signal))
        .filter(({ state }) => state === "crashed")
        .map(({ name }) => name),
    ),
    known(async () =>
      github && repository
        ? { branch: repository.branch, ...(await github.checks.of(`heads/${repository.branch}`)) }
        : undefined,
    ),
    known(async () => (await listBackups(context)).find(({ state }) => state === "succeeded")),
    known(async () => heroku.data.schedules.list((await findDatabase(context)).id, signal)),
    known(() => listJobs(context)),
    known(() => deployToken(context)),
    known(async () => (own && context.stack ? findKnownDrift(own, context.stack) : null)),
    known(async () => github && holderOfLock(github, now)),
  ]);
  return {
    ...{
      now: now(),
      maintenance: app.maintenance,
      serving,
      newest,
      crashed,
      ci,
      backup,
      schedules,
      jobs,
      token,
      drift,
      lock,
    },
    unfinished: unfinishedOn(context, lock),
  };
}

/** Of this machine; not one whose lock somebody took over. */
function unfinishedOn({ stateFolder, app, github }: Context, lock: HealthFacts["lock"]): string | undefined {
  const journal = Journal.unfinished(stateFolder, app.id);
  const asked = github !== undefined && !(lock instanceof Error);
  return asked && journal?.givenUp(lock) ? undefined : journal?.what;
}

/** GitHub answers 404 for a repository that it does not show, too: then it is not known whether somebody holds the lock. */
async function holderOfLock(github: GitHubClient, now: () => Date) {
  const holder = await new Lock(github, now).holder();
  if (!holder) await github.environments.defaultBranch();
  return holder;
}

async function known<T>(read: () => Promise<T>): Promise<Known<T>> {
  try {
    return await read();
  } catch (error) {
    return error as Error;
  }
}

async function servingRelease(
  { app, heroku, signal }: Context,
  releases: Known<Awaited<ReturnType<Context["heroku"]["platform"]["releases"]["newest"]>>>,
) {
  if (releases instanceof Error) throw releases;
  const current = releases.find((release) => release.current);
  if (!current?.slug) return undefined;
  const { commit } = await heroku.platform.slugs.get(app.id, current.slug.id, signal);
  return { version: current.version, commit: commit ?? undefined, since: current.created_at };
}

/** Known by the description that the program gives it. */
async function deployToken({ app, heroku, signal }: Context) {
  const description = `Deploys ${app.name} from GitHub Actions`;
  const all = await heroku.platform.authorizations.list(signal);
  const found = all.find((each) => each.description === description);
  if (!found) return undefined;
  const seconds = found.access_token?.expires_in ?? undefined;
  // Heroku does not tell from when the seconds count: the earliest is taken.
  return {
    description,
    expires: seconds === undefined ? undefined : new Date(Date.parse(found.created_at) + seconds * 1000),
  };
}

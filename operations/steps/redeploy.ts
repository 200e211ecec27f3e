import { type Release } from "../../clients/heroku-platform";
import { type Context } from "../context";
import { OperationError } from "../errors";
import { type Mirror } from "../git/mirror";
import { remoteGit } from "../git/remote-git";
import { type Redeploy } from "../plans/rollback/choose-redeploy";
import { short } from "../plans/rollback/facts";
import { type StepRun } from "../run-steps";
import { orderBuild } from "./order-build";
import { BuildFailed, waitForBuild, waitForRelease } from "./wait-for-release";

export interface RedeployOptions {
  readonly mirror: Mirror;
  readonly commit: string;
  readonly redeploy: Redeploy;
}

export class PushMadeNoRelease extends OperationError {
  readonly id = "push_made_no_release";
  constructor(commit: string) {
    super(
      `Heroku took the push of ${short(commit)} and made no release of it: \`heroku builds\` tells more. Run the same command again: it builds it then`,
    );
  }
}

/**
 * Brings the commit into force and waits for its release phase; goes on with the release that an interrupted attempt made.
 * @throws ReleaseFailed, BuildFailed, RemoteGitFailed, PushMadeNoRelease
 */
export async function redeployCommit(context: Context, options: RedeployOptions, run: StepRun): Promise<string> {
  const { heroku, app, signal } = context;
  if (options.redeploy.way === "none") {
    await heroku.platform.dynos.restartAll(app.id, signal);
    return "all dynos begin anew";
  }
  const before = await versionBefore(context, run);
  await awaitRunningBuild(context, run);
  const earlier = await releaseSince(context, before, options);
  const goesOn = earlier?.status === "succeeded" || earlier?.status === "pending";
  const release = earlier && goesOn ? earlier : await make(context, options, run, before);
  const { version } = await waitForRelease(context, app.id, release.id, run.progress);
  return `v${version} serves ${short(options.commit)}`;
}

/** What the newest release was when this step first began. */
async function versionBefore({ heroku, app, signal }: Context, run: StepRun): Promise<number> {
  if (typeof run.noted["before"] === "number") return run.noted["before"];
  const before = (await heroku.platform.releases.latest(app.id, signal))?.version ?? 0;
  run.note({ before });
  return before;
}

/** A build that an interrupted attempt ordered goes on without it. */
async function awaitRunningBuild(context: Context, run: StepRun): Promise<void> {
  const { heroku, app, signal } = context;
  const running = (await heroku.platform.builds.latest(app.id, signal)).find(({ status }) => status === "pending");
  if (!running) return;
  await waitForBuild(context, app.id, running.id, run.progress).catch((error: unknown) => {
    if (!(error instanceof BuildFailed)) throw error;
  });
}

/** The newest release that this step made. */
async function releaseSince(
  { heroku, app, signal }: Context,
  before: number,
  { commit, redeploy }: RedeployOptions,
): Promise<Release | undefined> {
  const newest = (await heroku.platform.releases.newest(app.id, 10, signal)).filter(({ version }) => version > before);
  for (const release of newest) {
    if (!release.slug) continue;
    if (redeploy.way === "release" && release.slug.id === redeploy.slug) return release;
    if ((await heroku.platform.slugs.get(app.id, release.slug.id, signal)).commit === commit) return release;
  }
  return undefined;
}

async function make(context: Context, options: RedeployOptions, run: StepRun, before: number): Promise<{ id: string }> {
  const { heroku, app, signal } = context;
  const { redeploy, mirror, commit } = options;
  if (redeploy.way === "release") {
    const description = `Rollback to v${redeploy.version}`;
    return heroku.platform.releases.create(app.id, { slug: redeploy.slug, description }, signal);
  }
  // After an interrupted push Heroku may have the commit already.
  if (redeploy.way === "push" && mirror.heroku !== commit) await push(context, options, run);
  else
    await waitForBuild(
      context,
      app.id,
      (await orderBuild(context, mirror, { app: app.id, tree: commit, commit })).id,
      run.progress,
    );
  const made = await releaseSince(context, before, options);
  if (!made) throw new PushMadeNoRelease(commit);
  return made;
}

/** With a lease: what somebody else deployed since is not overwritten. */
async function push({ remotes, signal }: Context, { mirror, commit }: RedeployOptions, run: StepRun): Promise<void> {
  const ref = `refs/heads/${mirror.herokuBranch}`;
  const lease = `--force-with-lease=${ref}:${mirror.heroku ?? ""}`;
  const onLine = (line: string) => run.progress.update(line.replace(/^remote:\s*/, "").slice(0, 100));
  await remoteGit(mirror.folder, remotes.heroku, ["push", lease, remotes.heroku.url, `${commit}:${ref}`], {
    signal,
    onLine,
  });
}

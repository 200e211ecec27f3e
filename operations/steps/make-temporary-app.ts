import { randomBytes } from "node:crypto";
import { type App, type NewApp } from "../../clients/heroku-platform";
import { isNotFound } from "../../clients/transport";
import { type Context } from "../context";
import { type Mirror } from "../git/mirror";
import { makeTree, text } from "../git/revert";
import { git } from "../migrations/repository";
import { type StepRun } from "../run-steps";
import { type FoundDatabase } from "./find-database";
import { orderBuild } from "./order-build";
import { waitForBuild, waitForRelease } from "./wait-for-release";

/** Without `release:`, which would migrate forward, and without `web:`, so that nothing runs but what is asked for. */
const procfile = "rollback: true\n";

export interface TemporaryAppOptions {
  readonly mirror: Mirror;
  readonly commit: string;
  readonly database: FoundDatabase;
}

/**
 * An app with a commit's code, the app's config vars and its database attached, for commands that the app's own code does not know. It is
 * noted before it is made, so that it is found again and removed after a crash.
 */
export async function makeTemporaryApp(
  context: Context,
  { mirror, commit, database }: TemporaryAppOptions,
  run: StepRun,
): Promise<string> {
  const name =
    typeof run.noted["app"] === "string"
      ? run.noted["app"]
      : `${context.app.name.slice(0, 16)}-back-${randomBytes(3).toString("hex")}`;
  run.note({ app: name });
  run.progress.update(`making ${name}`);
  const app = (await find(context, name)) ?? (await create(context, name));
  await copyConfigVars(context, app);
  // Before the build: what it runs, such as collectstatic, may ask for DATABASE_URL.
  await attach(context, app, database);
  const build = typeof run.noted["build"] === "string" ? run.noted["build"] : await order(context, mirror, app, commit);
  run.note({ build });
  const { release } = await waitForBuild(context, app.id, build, run.progress).catch((error: unknown) => {
    run.note({ build: undefined });
    throw error;
  });
  if (release) await waitForRelease(context, app.id, release.id, run.progress);
  return `${name} has the code of ${commit.slice(0, 8)}`;
}

/** @param name as it was noted; never the app itself */
export async function removeTemporaryApp(context: Context, name: unknown): Promise<string> {
  if (typeof name !== "string" || name === context.app.name) return "there is none";
  await context.heroku.platform.apps.delete(name, context.signal).catch((error: unknown) => {
    if (!isNotFound(error)) throw error;
  });
  return `${name} is gone`;
}

async function find({ heroku, signal }: Context, name: string): Promise<App | undefined> {
  return heroku.platform.apps.get(name, signal).catch((error: unknown) => {
    if (isNotFound(error)) return undefined;
    throw error;
  });
}

/** Where the app is and with whom. */
function create({ heroku, app, signal }: Context, name: string): Promise<App> {
  const wanted: NewApp = { name, region: app.region.name, stack: app.stack.name };
  const { apps } = heroku.platform;
  return app.team ? apps.createForTeam(app.team.name, wanted, signal) : apps.create(wanted, signal);
}

/** Those that people set: what add-ons bring is theirs, and comes with their attachment. */
async function copyConfigVars({ heroku, app, signal }: Context, to: App): Promise<void> {
  const { addons, configVars } = heroku.platform;
  const attachments = await addons.attachmentsOfApp(app.id, signal);
  const ofAddons = (await addons.listOfApp(app.id, signal)).flatMap((addon) => addon.config_vars);
  const theirs = new Set([...ofAddons, ...attachments.map(({ name }) => `${name}_URL`)]);
  const all = Object.entries(await configVars.get(app.id, signal));
  await configVars.update(to.id, Object.fromEntries(all.filter(([name]) => !theirs.has(name))), signal);
}

async function order(context: Context, mirror: Mirror, { id }: App, commit: string): Promise<string> {
  const blob = (await git(mirror.folder, ["hash-object", "-w", "--stdin"], procfile)).toString().trim();
  const entries = (await text(mirror, "ls-tree", commit)).split("\n").filter((entry) => !entry.endsWith("\tProcfile"));
  const tree = await makeTree(mirror, [...entries, `100644 blob ${blob}\tProcfile`]);
  const buildpacks = await context.heroku.platform.buildpacks.list(context.app.id, context.signal);
  return (await orderBuild(context, mirror, { app: id, tree, commit, buildpacks })).id;
}

async function attach({ heroku, signal }: Context, app: App, { id }: FoundDatabase): Promise<void> {
  const attachments = await heroku.platform.addons.attachmentsOfApp(app.id, signal);
  if (attachments.some(({ addon }) => addon.id === id)) return;
  await heroku.platform.addons.attach({ addon: id, app: app.id, name: "DATABASE" }, signal);
}

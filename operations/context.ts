import { homedir, hostname, userInfo } from "node:os";
import { join, resolve } from "node:path";
import { GitHubClient } from "../clients/github";
import { DataClient } from "../clients/heroku-data";
import { PlatformClient, type App } from "../clients/heroku-platform";
import { SchedulerClient } from "../clients/heroku-scheduler";
import { isNotFound, systemTime, type Time } from "../clients/transport";
import { herokuClock } from "./clock";
import { OperationError } from "./errors";
import { gitHubRemote, herokuRemote, type Remote } from "./git/remote";
import { type Output } from "./output";
import { readSettings, type Settings } from "./settings";
import { credential, readTarget, type Target } from "./target";

export interface Heroku {
  readonly platform: PlatformClient;
  readonly data: DataClient;
  readonly scheduler: SchedulerClient;
}

/** What every step works with. */
export interface Context {
  readonly target: Target;
  readonly app: App;
  readonly heroku: Heroku;
  readonly github: GitHubClient | undefined;
  readonly repository: Settings["repository"];
  /** The stack that declares the app. */
  readonly stack: string | undefined;
  /** Where git fetches the application from, and where it is pushed to. */
  readonly remotes: { readonly github?: Remote; readonly heroku: Remote };
  /** Who does this, for the lock and the audit log. */
  readonly operator: string;
  readonly output: Output;
  readonly time: Time;
  /** Heroku's time, not this machine's, whose clock may be wrong. */
  now(): Date;
  /** Between questions whether something has ended. */
  readonly pollMs: number;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Where journals lie. */
  readonly stateFolder: string;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly app?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where the stacks' files are. */
  readonly folder: string;
  readonly output: Output;
  readonly signal: AbortSignal;
}

export class NoSuchApp extends OperationError {
  readonly id = "no_such_app";
  constructor(app: string, account: string, heroku: string) {
    super(
      `there is no app ${app} on ${heroku} that ${account} can see. Check --app, and whose key HEROKU_API_KEY is; \`heroku apps --all\` lists what it sees. An app that was destroyed is made anew as docs/runbooks/recreate.md tells`,
    );
  }
}

/** Finds out where this acts and says so, before anything else. @throws BadEndpoint, MixedTarget, MissingCredential, NoSuchApp */
export async function openContext(options: OpenOptions): Promise<Context> {
  const { env, output, signal } = options;
  const target = readTarget(env);
  const settings = readSettings(options.folder, options.app);
  const heroku = herokuClients(target, credential(env, "HEROKU_API_KEY", target));
  const github = gitHubClient(target, settings, env);
  const close = async () => {
    await Promise.all([heroku.platform.close(), heroku.data.close(), heroku.scheduler.close(), github?.close()]);
  };
  try {
    const { account, time: herokuTime } = await heroku.platform.accounts.current(signal);
    const clock = herokuClock(herokuTime);
    const app = await findApp(heroku, settings.app, account.email, target, signal);
    output.line(where(target, account.email, app.name, settings));
    // The sandbox's clock may be advanced, and then nothing is wrong.
    if (target.kind === "real" && clock.remark) output.remark(clock.remark);
    return {
      ...{ target, app, heroku, github, output, signal, close },
      repository: settings.repository,
      stack: settings.stack,
      remotes: remotes(target, settings, app.name, env),
      operator: `${account.email} (${userInfo().username}@${hostname()})`,
      time: systemTime,
      now: clock.now,
      pollMs: target.kind === "sandbox" ? 200 : 3_000,
      stateFolder: stateFolder(env, target),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function where({ kind, heroku }: Target, account: string, app: string, { repository }: Settings): string {
  const place = kind === "sandbox" ? `the sandbox (${heroku.platform})` : `Heroku (${heroku.platform})`;
  const home = repository ? `${repository.owner}/${repository.name}` : "none";
  return `Acts on ${place} as ${account}: app ${app}, repository ${home}`;
}

function herokuClients({ heroku }: Target, apiKey: string): Heroku {
  const options = (baseUrl: string) => ({ baseUrl, apiKey, userAgent: "penny" });
  return {
    platform: new PlatformClient(options(heroku.platform)),
    data: new DataClient(options(heroku.data)),
    scheduler: new SchedulerClient(options(heroku.scheduler)),
  };
}

function gitHubClient(target: Target, { repository }: Settings, env: OpenOptions["env"]): GitHubClient | undefined {
  if (!repository) return undefined;
  const token = credential(env, "GITHUB_TOKEN", target);
  const { owner, name } = repository;
  return new GitHubClient({ apiUrl: target.github, token, repository: { owner, repo: name } });
}

function remotes(target: Target, { repository }: Settings, app: string, env: OpenOptions["env"]): Context["remotes"] {
  const heroku = herokuRemote(target, app, credential(env, "HEROKU_API_KEY", target));
  if (!repository) return { heroku };
  return { heroku, github: gitHubRemote(target, repository, credential(env, "GITHUB_TOKEN", target)) };
}

async function findApp(
  { platform }: Heroku,
  name: string,
  account: string,
  target: Target,
  signal: AbortSignal,
): Promise<App> {
  try {
    return await platform.apps.get(name, signal);
  } catch (error) {
    if (isNotFound(error)) throw new NoSuchApp(name, account, target.heroku.platform);
    throw error;
  }
}

function stateFolder(env: OpenOptions["env"], { kind }: Target): string {
  const sandbox = kind === "sandbox" ? env["SANDBOX_HOME"] : undefined;
  if (env["PENNY_STATE"]) return resolve(env["PENNY_STATE"]);
  if (sandbox) return join(resolve(sandbox), "penny");
  return join(env["XDG_STATE_HOME"] || join(homedir(), ".local", "state"), "penny-university");
}

import { hostname, userInfo } from "node:os";
import { GitHubClient } from "../../clients/github";
import { PlatformClient } from "../../clients/heroku-platform";
import { type Output } from "../output";
import { type Actor } from "../safety/actor";
import { readStackSettings } from "../settings";
import { credential, readTarget, type Target } from "../target";
import { Engine } from "./engine";

/** What is needed to bring a stack's declared state about. Its app need not exist yet. */
export interface StackContext extends Actor {
  readonly stack: string;
  readonly target: Target;
  readonly engine: Engine;
  close(): Promise<void>;
}

export interface OpenStackOptions {
  readonly stack: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The project. */
  readonly folder: string;
  readonly output: Output;
  readonly signal: AbortSignal;
}

/** Finds out where this acts and says so, before anything else. @throws SettingsUnusable, BadEndpoint, MixedTarget, MissingCredential */
export async function openStackContext(options: OpenStackOptions): Promise<StackContext> {
  const { stack, env, folder, output, signal } = options;
  const { app, repository } = readStackSettings(folder, stack);
  const target = readTarget(env);
  const baseUrl = target.heroku.platform;
  const platform = new PlatformClient({ baseUrl, apiKey: credential(env, "HEROKU_API_KEY", target) });
  const token = credential(env, "GITHUB_TOKEN", target);
  const names = repository && { owner: repository.owner, repo: repository.name };
  const github = names && new GitHubClient({ apiUrl: target.github, token, repository: names });
  const close = async () => void (await Promise.all([platform.close(), github?.close()]));
  try {
    const { account } = await platform.accounts.current(signal);
    const place = target.kind === "sandbox" ? "the sandbox" : "Heroku";
    const home = names ? `${names.owner}/${names.repo}` : "none";
    output.line(`Acts on ${place} (${baseUrl}) as ${account.email}: stack ${stack}, app ${app}, repository ${home}`);
    return {
      ...{ stack, target, github, output, signal, close, app: { name: app } },
      engine: await openEngine(target, env),
      operator: `${account.email} (${userInfo().username}@${hostname()})`,
      now: () => new Date(),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** With `bin/sandbox env` the state is the sandbox's; in a workflow's job on the sandbox it is what the job's environment names. */
const openEngine = ({ kind }: Target, env: OpenStackOptions["env"]): Promise<Engine> =>
  kind === "sandbox" && env["SANDBOX_HOME"] ? Engine.onSandbox(env) : Engine.asConfigured(env);

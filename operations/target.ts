import { isLoopback, resolveEndpoints, type Endpoints } from "../clients/transport";
import { OperationError } from "./errors";

type Env = Readonly<Record<string, string | undefined>>;

/** Where `penny` acts; what is called decides it, never a switch. */
export interface Target {
  readonly kind: "sandbox" | "real";
  readonly heroku: Endpoints;
  /** Without a trailing slash. */
  readonly github: string;
}

/** Heroku is the sandbox and GitHub is not, or the other way round. */
export class MixedTarget extends OperationError {
  readonly id = "mixed_target";
  constructor(heroku: string, github: string) {
    super(
      `Heroku's API is ${heroku} and GitHub's is ${github}: one is on this machine, the other is real, and nothing was called. ` +
        'For the sandbox run `eval "$(bin/sandbox env)"`; for the real services unset HEROKU_API_URL, HEROKU_DATA_API_URL, HEROKU_SCHEDULER_API_URL and GITHUB_API_URL',
    );
  }
}

export class MissingCredential extends OperationError {
  readonly id = "missing_credential";
  constructor(name: string, kind: Target["kind"]) {
    super(
      kind === "sandbox"
        ? `${name} is not set: run \`eval "$(bin/sandbox env)"\` in this shell`
        : `${name} is not set: set it for the real services, or run \`eval "$(bin/sandbox env)"\` for the sandbox`,
    );
  }
}

/** @throws BadEndpoint, MixedTarget */
export function readTarget(env: Env): Target {
  const heroku = resolveEndpoints({}, env);
  const github = (env["GITHUB_API_URL"] || "https://api.github.com").replace(/\/+$/, "");
  if (!URL.canParse(github) || isLoopback(heroku.platform) !== isLoopback(github))
    throw new MixedTarget(heroku.platform, github);
  return { kind: isLoopback(github) ? "sandbox" : "real", heroku, github };
}

/** @throws MissingCredential */
export function credential(env: Env, name: "HEROKU_API_KEY" | "GITHUB_TOKEN", { kind }: Target): string {
  const value = env[name];
  if (!value) throw new MissingCredential(name, kind);
  return value;
}

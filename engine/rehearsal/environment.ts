import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runningEnvironment } from "../../sandbox/cli/running-environment";
import { Home } from "../../sandbox/home";
import { Failure } from "../../sandbox/runtime/machine/failure";
import { type Cli } from "../install/already-here";
import { type Layout } from "../layout";
import { programEnvironment } from "../program-environment";
import { SandboxNotRunning } from "./errors";

type Variables = Readonly<Record<string, string>>;

/** Variables of real services must not reach a rehearsal, not even those that the sandbox does not set. */
const foreign = /^(HEROKU|GITHUB|GH|PULUMI)_/;
const kept = /^PULUMI_(STACK|DEBUG_.*|NODEJS_.*|EXPERIMENTAL.*|OPTION_.*)$/;

/**
 * The variables that point clients at the running sandbox, as `bin/sandbox env` prints them.
 * @throws {SandboxNotRunning}
 */
export async function sandboxVariables(layout: Layout): Promise<Variables> {
  try {
    return await runningEnvironment(new Home(layout.sandbox), layout.home);
  } catch (error) {
    throw error instanceof Failure ? new SandboxNotRunning(error.message) : error;
  }
}

/** The engine's whole environment: the caller's without real services, the sandbox's, and the engine's own. */
export function engineEnvironment(
  caller: NodeJS.ProcessEnv,
  layout: Layout,
  cli: Cli,
  sandbox: Variables,
): NodeJS.ProcessEnv {
  const harmless = Object.entries(caller).filter(([name]) => !foreign.test(name) || kept.test(name));
  return {
    ...Object.fromEntries(harmless),
    ...sandbox,
    PATH: [...cli.path, caller.PATH].join(":"),
    PULUMI_HOME: layout.home,
    // As sandbox/environment.ts says it.
    PULUMI_BACKEND_URL: `file://${stateFolder(layout)}?metadata=skip`,
    PULUMI_CONFIG_PASSPHRASE_FILE: passphraseFile(layout),
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    ...programEnvironment(caller),
  };
}

export const stateFolder = (layout: Layout) => join(layout.sandbox, "pulumi", "state");
export const renderedFolder = (layout: Layout) => join(layout.sandbox, "pulumi", "project");
const passphraseFile = (layout: Layout) => join(layout.sandbox, "pulumi", "passphrase");

/** Makes the state's folder, and at the first time a random passphrase that only its owner can read. */
export function prepareBackend(layout: Layout): void {
  const file = passphraseFile(layout);
  mkdirSync(stateFolder(layout), { recursive: true });
  mkdirSync(dirname(file), { recursive: true });
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600 });
}

/** The line that says where a command acts. */
export function targetLine(sandbox: Variables): string {
  const { HEROKU_API_URL, HEROKU_EMAIL, GITHUB_SERVER_URL } = sandbox;
  const account = HEROKU_EMAIL ? ` as ${HEROKU_EMAIL}` : "";
  return `Target: sandbox (Heroku ${HEROKU_API_URL}${account}, GitHub ${GITHUB_SERVER_URL})`;
}

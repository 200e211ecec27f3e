import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runCommand } from "../command";
import { CommandFailed } from "../errors";
import { type Cli } from "../install/already-here";
import { type Layout } from "../layout";
import { SandboxNotRunning } from "./errors";

type Variables = Readonly<Record<string, string>>;

/** Variables of real services must not reach a rehearsal, not even those that the sandbox does not set. */
const foreign = /^(HEROKU|GITHUB|GH|PULUMI)_/;
const kept = /^PULUMI_(STACK|DEBUG_.*|NODEJS_.*|EXPERIMENTAL.*|OPTION_.*)$/;

/**
 * The variables that point clients at the running sandbox, from `bin/sandbox env`.
 * @throws {SandboxNotRunning}
 */
export async function sandboxVariables(layout: Layout): Promise<Variables> {
  const sandbox = join(layout.project, "bin", "sandbox");
  const env = { ...process.env, SANDBOX_HOME: layout.sandbox, PULUMI_HOME: layout.home };
  const text = await runCommand(sandbox, ["env"], { env }).catch((error: unknown) => {
    throw error instanceof CommandFailed ? new SandboxNotRunning(error.output) : error;
  });
  return parseExports(text);
}

/** Reads lines of the form `export NAME='value'`, where a quote in the value is `'\''`. */
export function parseExports(text: string): Variables {
  const lines = text.matchAll(/^export (\w+)='((?:[^']|'\\'')*)'$/gm);
  return Object.fromEntries([...lines].map(([, name, value]) => [name!, value!.replaceAll("'\\''", "'")]));
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
    PULUMI_BACKEND_URL: `file://${stateFolder(layout)}`,
    PULUMI_CONFIG_PASSPHRASE_FILE: passphraseFile(layout),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    // Types are checked by `npm test`; checking them in every run costs two seconds.
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
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

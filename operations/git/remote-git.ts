import { execa } from "execa";
import { OperationError } from "../errors";
import { type Remote } from "./remote";

export class RemoteGitFailed extends OperationError {
  readonly id = "remote_git_failed";
  constructor(
    command: string,
    url: string,
    readonly said: string,
  ) {
    super(`git ${command} with ${url} failed: ${said || "it said nothing"}`);
  }
}

export interface RemoteGitOptions {
  readonly signal: AbortSignal;
  /** Gets each line that git says. */
  readonly onLine?: (line: string) => void;
}

/** Of what git says, so many lines at the end of an error. */
const linesTold = 25;

/**
 * Runs git in a bare repository with a remote: the credentials are in git's environment for this one URL.
 * @throws RemoteGitFailed with git's own words
 */
export async function remoteGit(
  folder: string,
  { url, user, password }: Remote,
  [command, ...args]: readonly [string, ...string[]],
  { signal, onLine }: RemoteGitOptions,
): Promise<string> {
  const basic = Buffer.from(`${user}:${password}`).toString("base64");
  const settings = { [`http.${url}.extraHeader`]: `Authorization: Basic ${basic}`, "credential.helper": "" };
  const run = execa("git", ["-C", folder, command, ...args], {
    env: { ...configuration(settings), GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" },
    reject: false,
    cancelSignal: signal,
    stdout: "pipe",
    stderr: onLine
      ? [
          "pipe",
          function* (line: unknown) {
            onLine(String(line));
            yield line;
          },
        ]
      : "pipe",
  });
  const { failed, stdout, stderr, shortMessage } = await run;
  signal.throwIfAborted();
  if (!failed) return stdout;
  const said = stderr.trim().split("\n").slice(-linesTold).join("\n").replaceAll(basic, "[REDACTED]");
  throw new RemoteGitFailed(command, url, said || shortMessage || "");
}

/** git's configuration by its environment: no other user of the machine can read it. */
function configuration(settings: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(settings).flatMap(([name, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, name],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return { GIT_CONFIG_COUNT: String(Object.keys(settings).length), ...Object.fromEntries(entries) };
}

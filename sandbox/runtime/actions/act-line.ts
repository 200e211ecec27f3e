/** One line of act's JSON output: only fields that are safe to keep are read, or those that are masked again. */
export interface ActLine {
  readonly jobID?: string;
  readonly level?: string;
  readonly msg?: string;
  /** What a step itself printed. */
  readonly raw_output?: boolean;
  /** A workflow command: `group`, `warning`, `add-mask` … */
  readonly command?: string;
  readonly arg?: string;
  /** Of the command `summary`: what a step wrote to $GITHUB_STEP_SUMMARY. */
  readonly content?: string;
  /** The name of a step, or its whole script. */
  readonly step?: string;
  /** The step's id or number, then those of the steps of an action inside of it. */
  readonly stepID?: readonly string[];
  readonly stage?: string;
  readonly stepResult?: string;
  readonly jobResult?: string;
}

/** Undefined for what is no JSON. */
export function parseLine(text: string): ActLine | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    return JSON.parse(text) as ActLine;
  } catch {
    return undefined;
  }
}

const shown = ["notice", "warning", "error"];

/** What of a line stands in the log, in the words of GitHub's runner; undefined for what act says about itself. */
export function logText(line: ActLine): string | undefined {
  const { msg = "", command, arg = "" } = line;
  const text = msg.replace(/\r?\n$/, "");
  if (line.raw_output) return text;
  if (command === "group") return `##[group]${arg}`;
  if (command === "endgroup") return "##[endgroup]";
  if (command === "ignored") return text.replace(/^\s*⚙\s+/u, "");
  if (command !== undefined) return shown.includes(command) ? `##[${command}]${arg}` : undefined;
  return ownWords(line, text);
}

function ownWords({ level }: ActLine, text: string): string | undefined {
  const [, code] = /^exit status (\d+)$/.exec(text) ?? [];
  if (code !== undefined) return `##[error]Process completed with exit code ${code}.`;
  if (wasCancelled(text)) return "##[error]The operation was canceled.";
  if (isForgiven(text)) return "##[error]The step failed, and continue-on-error lets the job go on.";
  if (text.startsWith("Couldn't get a valid docker connection")) return undefined; // no container is wanted
  return level === "error" || level === "warning" ? `##[${level}]${text}` : undefined;
}

export const wasCancelled = (text = ""): boolean => text.startsWith("this step has been cancelled");
export const isForgiven = (text = ""): boolean => text === "Failed but continue next step";

/** The script of a step with its expressions filled in, as act tells it before it runs it. */
export const scriptOf = ({ msg = "" }: ActLine): string | undefined =>
  /^Wrote command \n\n([\s\S]*?)\n*\n\n to '[^']*'$/.exec(msg)?.[1];

/** act does not tell a script that masks something. */
export const hidesScript = ({ msg = "" }: ActLine): boolean => msg.startsWith("Wrote add-mask command");

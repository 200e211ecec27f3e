import { resolve } from "node:path";
import { OptionRefused } from "./errors";

/** What bin/pulumi has to know of a command line; `args` are Pulumi's, with paths made absolute. */
export interface CommandLine {
  readonly args: readonly string[];
  /** The words that are no options: ["stack", "select", "qa"]. */
  readonly words: readonly string[];
  readonly stack: string | undefined;
  /** Only help or a version is asked for. */
  readonly informational: boolean;
}

const stackOptions = new Set(["-s", "--stack"]);
const refused = new Set(["-C", "--cwd", "--config-file"]);
/** Global options whose value is the next argument. */
const valued = new Set([...stackOptions, "--color", "-v", "--verbose", "--profiling", "--tracing", "--memprofilerate"]);
/** Options whose value is a path from where the person stands, while the engine works elsewhere. */
const paths = new Set(["--file", "--event-log", "--save-plan", "--plan", "--import-file", "--policy-pack"]);
const morePaths = new Set(["--policy-pack-config", "--out"]);
/** `-f` is a file here, and `--skip-preview` in the other commands. */
const importPaths = new Set(["-f", "-o"]);
const standalone = new Set(["version", "help", "completion", "gen-completion", "plugin", "schema", "package"]);

/** @throws {OptionRefused} */
export function readCommandLine(given: readonly string[], cwd: string): CommandLine {
  const args: string[] = [];
  const words: string[] = [];
  let stack: string | undefined;
  for (let index = 0; index < given.length; index += 1) {
    const argument = given[index]!;
    if (argument === "--") {
      args.push(...given.slice(index));
      break;
    }
    const option = split(argument);
    const { name, inline } = option;
    if (refused.has(name)) throw new OptionRefused(name);
    const isPath = takesPath(name, words[0]);
    const takes = valued.has(name) || isPath;
    const value = inline ?? (takes ? given[index + 1] : undefined);
    if (takes && inline === undefined) index += 1;
    if (stackOptions.has(name)) stack = value;
    if (!argument.startsWith("-")) words.push(argument);
    args.push(...rejoin(option, isPath && value !== undefined ? resolve(cwd, value) : value));
  }
  return { args: graphPath(args, words, cwd), words, stack, informational: isInformational(given, words) };
}

interface Option {
  readonly name: string;
  /** `production` of `--stack=production` and of `-sproduction`. */
  readonly inline: string | undefined;
}

function split(argument: string): Option {
  const equals = argument.startsWith("--") ? argument.indexOf("=") : -1;
  if (equals > 0) return { name: argument.slice(0, equals), inline: argument.slice(equals + 1) };
  if (/^-s./.test(argument)) return { name: "-s", inline: argument.slice(2).replace(/^=/, "") };
  return { name: argument, inline: undefined };
}

function takesPath(name: string, command: string | undefined): boolean {
  return paths.has(name) || morePaths.has(name) || (command === "import" && importPaths.has(name));
}

function rejoin({ name, inline }: Option, value: string | undefined): string[] {
  if (inline !== undefined) return [name.startsWith("--") ? `${name}=${value}` : `${name}${value}`];
  return value === undefined ? [name] : [name, value];
}

/** `stack graph FILE` takes its path as a word. */
function graphPath(args: string[], words: readonly string[], cwd: string): string[] {
  const [command, verb, file] = words;
  if (command !== "stack" || verb !== "graph" || file === undefined) return args;
  return args.map((argument) => (argument === file ? resolve(cwd, file) : argument));
}

function isInformational(given: readonly string[], words: readonly string[]): boolean {
  const asks = given.some((argument) => argument === "--help" || argument === "-h" || argument === "--version");
  return asks || words.length === 0 || standalone.has(words[0]!);
}

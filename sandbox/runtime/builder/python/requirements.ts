import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { BuildFailed } from "../errors";
import { readWithin } from "../read-within";
import { packageFile } from "./package-file";

/** What pip is given to install, and a text that changes when what it would install changes. */
export interface Requirements {
  /** Shown in the log: `pip install -r requirements.txt`. */
  readonly shown: string;
  readonly args: readonly string[];
  readonly fingerprint: string;
}

const include = /^(?:-r|-c|--requirement|--constraint)[\s=]+(\S+)/;

/** The text of a requirements file with the files that it includes; a file outside the application is left to pip. */
function withIncludes(app: string, file: string, seen = new Set<string>()): string {
  if (seen.has(file)) return "";
  seen.add(file);
  const text = readWithin(app, relative(app, file)) ?? "";
  const included = text.split(/\r?\n/).map((line) => include.exec(line.trim())?.[1]);
  return [text, ...included.map((name) => (name ? withIncludes(app, resolve(dirname(file), name), seen) : ""))].join(
    "\n",
  );
}

interface LockedPackage {
  readonly version?: string;
  readonly hashes?: readonly string[];
  readonly extras?: readonly string[];
  readonly markers?: string;
}

/** A Pipfile.lock's `default` section in pip's own form, with its hashes. */
export function fromPipfileLock(text: string): string {
  const { default: packages = {} } = JSON.parse(text) as { default?: Record<string, LockedPackage> };
  const lines = Object.entries(packages).map(([name, { version, hashes = [], extras = [], markers }]) => {
    if (version === undefined)
      throw new BuildFailed(`Pipfile.lock gives ${name} no version: the sandbox installs released packages`);
    const condition = markers === undefined ? "" : ` ; ${markers}`;
    const extra = extras.length > 0 ? `[${extras.join(",")}]` : "";
    return `${name}${extra}${version}${condition}${hashes.map((hash) => ` --hash=${hash}`).join("")}`;
  });
  return lines.join("\n") + "\n";
}

const hash = (text: string) => createHash("sha256").update(text).digest("hex");

/** @throws BuildFailed when no file, or not exactly one that pip can be given, names the packages */
export function readRequirements(app: string, scratch: string): Requirements {
  const file = packageFile(app);
  if (file === "requirements.txt")
    return {
      shown: `pip install -r ${file}`,
      args: ["-r", file],
      fingerprint: hash(withIncludes(app, join(app, file))),
    };
  const text = fromPipfileLock(readWithin(app, file) ?? "{}");
  const converted = join(scratch, "requirements-from-pipfile-lock.txt");
  writeFileSync(converted, text);
  return { shown: `pip install (the packages of ${file})`, args: ["-r", converted], fingerprint: hash(text) };
}

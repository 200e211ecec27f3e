import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type SourceFile } from "../../operations/migrations/ask-python";
import { partsOf, type Key } from "../../operations/migrations/keys";
import { project } from "./stage";

/** As in the fixture application's requirements.txt. */
const release = "4.2.26";
const cache = join(project, "node_modules/.cache");

/** A folder with Django, from PyPI, kept between runs. */
function django(): string {
  const folder = join(cache, `django-${release}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const made = mkdtempSync(join(cache, "django-"));
  const args = ["-m", "pip", "install", "--quiet", "--no-compile", "--target", made, `Django==${release}`];
  try {
    execFileSync("python3", args, { stdio: ["ignore", "ignore", "inherit"] });
    if (!existsSync(folder)) renameSync(made, folder);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
  return folder;
}

export interface Case {
  readonly folder: string;
  readonly apps: readonly string[];
  readonly user: string;
  /** null: migrate forward and back for real. */
  readonly rows: readonly Key[] | null;
  readonly commands: readonly { readonly app: string; readonly target: string }[];
}

export interface Judgement {
  /** What each command unapplies, in order, or why Django refused it. */
  readonly commands: readonly (readonly Key[] | { readonly error: string })[];
  readonly rows: readonly (readonly [string, string])[];
}

/** Django's own answers, one process for all cases. */
export function askDjango(cases: readonly Case[]): Judgement[] {
  const input = cases.map((each) => ({
    ...each,
    rows: each.rows?.map((key) => [partsOf(key).app, partsOf(key).name]) ?? null,
    commands: each.commands.map(({ app, target }) => [app, target]),
  }));
  const output = execFileSync("python3", ["-B", join(__dirname, "django_judge.py")], {
    input: input.map((each) => JSON.stringify(each) + "\n").join(""),
    encoding: "utf8",
    env: { PATH: process.env["PATH"], PYTHONPATH: django() },
  });
  return output
    .trim()
    .split("\n")
    .map((line) => {
      const answer = JSON.parse(line) as Judgement & { readonly failure?: string };
      if (answer.failure !== undefined) throw new Error(answer.failure);
      return answer;
    });
}

/** Writes the files, and makes each folder that has some a package. */
export function writePackages(folder: string, files: readonly SourceFile[]): void {
  for (const { path, source } of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    for (let up = dirname(file); up !== folder; up = dirname(up)) writeFileSync(join(up, "__init__.py"), "");
    writeFileSync(file, source);
  }
}

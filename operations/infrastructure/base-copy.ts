import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { extract } from "tar";
import { OperationError } from "../errors";

/** The commit to compare with is not in this clone. */
export class BaseMissing extends OperationError {
  readonly id = "base_missing";
  constructor(base: string, said: string) {
    super(
      `${base} is not in this clone (${said.trim()}). Fetch it (in a workflow: fetch-depth: 0), or give another --base`,
    );
  }
}

/** The files that differ from a commit, as git tells their paths; with those that are not committed. @throws BaseMissing */
export async function changedFiles(project: string, base: string): Promise<string[]> {
  const { stdout, stderr, exitCode } = await git(project, "diff", "--name-only", "-z", base, "--");
  if (exitCode !== 0) throw new BaseMissing(base, stderr);
  return stdout.split("\0").filter(Boolean);
}

export interface BaseCopy {
  readonly folder: string;
  remove(): void;
}

/**
 * The project as it was at a commit, in a folder of its own. It takes the packages from here where they are the same; where not, its own bin/
 * installs them.
 * @throws BaseMissing
 */
export async function copyBase(project: string, base: string): Promise<BaseCopy> {
  const folder = mkdtempSync(join(tmpdir(), "penny-base-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const archive = join(folder, "archive.tar");
  const { stderr, exitCode } = await git(project, "archive", "--format=tar", `--output=${archive}`, base);
  if (exitCode !== 0) {
    remove();
    throw new BaseMissing(base, stderr);
  }
  const copy = join(folder, "project");
  mkdirSync(copy);
  await extract({ file: archive, cwd: copy });
  if (await samePackages(project, base))
    for (const made of ["node_modules", "sdks/heroku/bin"]) symlinkSync(join(project, made), join(copy, made));
  return { folder: copy, remove };
}

async function samePackages(project: string, base: string): Promise<boolean> {
  const { exitCode } = await git(project, "diff", "--quiet", base, "--", "package-lock.json", "sdks");
  return exitCode === 0;
}

const git = (folder: string, ...args: string[]) => execa("git", ["-C", folder, ...args], { reject: false });

/** The short name of a commit, for people. */
export async function shortName(project: string, commit: string): Promise<string> {
  return (await git(project, "rev-parse", "--short", commit)).stdout || commit;
}

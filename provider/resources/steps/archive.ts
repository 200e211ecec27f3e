import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { type Stats } from "node:fs";
import { lstat, mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { create } from "tar";
import { Refused } from "../../engine/definition";

/**
 * Packs a folder as a .tar.gz, gives it to `use`, and removes it. Of a git checkout, what git ignores is left out. The same files
 * make the same bytes on every machine: no times, owners or order of a file system, and no compression, which differs between
 * versions of zlib. A file is taken as the archive it is.
 */
export async function archive<T>(path: string, use: (file: string) => Promise<T>): Promise<T> {
  if ((await statOf(path)).isFile()) return use(path);
  const folder = await mkdtemp(join(tmpdir(), "heroku-source-"));
  try {
    const file = join(folder, "source.tar.gz");
    const entries = await filesOf(path);
    if (entries.length === 0) throw new Refused("no_files", `${path} holds no files to build`);
    await create(
      { file, cwd: path, gzip: { level: 0 }, portable: true, noMtime: true, noDirRecurse: true, filter: evenMode },
      entries,
    );
    return await use(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** In Heroku's form: `SHA256:` and 64 hexadecimal digits. */
export async function archiveChecksum(path: string): Promise<string> {
  return archive(
    path,
    async (file) =>
      `SHA256:${createHash("sha256")
        .update(await readFile(file))
        .digest("hex")}`,
  );
}

async function statOf(path: string): Promise<Stats> {
  try {
    return await stat(path);
  } catch {
    throw new Refused("no_source", `there is no folder or file ${path} (the paths start at ${process.cwd()})`);
  }
}

async function filesOf(folder: string): Promise<string[]> {
  const listed = (await ofCheckout(folder)) ?? (await readdir(folder, { recursive: true }));
  const kinds = await Promise.all(listed.map((name) => lstat(join(folder, name)).catch(() => undefined)));
  return listed.filter((_, i) => kinds[i]?.isFile() || kinds[i]?.isSymbolicLink()).sort();
}

/** What git tracks and what it would track; undefined outside of a checkout. */
async function ofCheckout(cwd: string): Promise<string[] | undefined> {
  try {
    const options = { cwd, maxBuffer: 256 * 1024 * 1024 };
    const { stdout } = await promisify(execFile)(
      "git",
      ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
      options,
    );
    return stdout.split("\0").filter(Boolean);
  } catch {
    return undefined;
  }
}

/** Of a file's mode git keeps only whether it may be run; the rest is the machine's umask. */
function evenMode(_path: string, entry: { mode?: number }): boolean {
  if (entry.mode !== undefined) entry.mode = (entry.mode & ~0o777) | (entry.mode & 0o100 ? 0o755 : 0o644);
  return true;
}

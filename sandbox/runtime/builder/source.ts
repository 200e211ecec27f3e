import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { unpackArchive } from "../machine/archive";
import { BuildFailed } from "./errors";

/** GitHub's tarballs hold one folder, named after the commit, that the application lies in; those of macOS `._` files besides. */
async function applicationRoot(unpacked: string): Promise<string> {
  const all = await readdir(unpacked, { withFileTypes: true });
  const entries = all.filter(({ name }) => !name.startsWith("._"));
  if (entries.length === 0) throw new BuildFailed("the source archive is empty");
  const [only] = entries;
  return entries.length === 1 && only?.isDirectory() ? join(unpacked, only.name) : unpacked;
}

/**
 * Lays the files of the .tar.gz `archive` into `folder`, which does not exist yet.
 * @throws BuildFailed when it is none, or empty
 */
export async function unpack(archive: string, folder: string): Promise<void> {
  const unpacked = `${folder}.unpacked`;
  await mkdir(unpacked, { recursive: true });
  try {
    await unpackArchive(archive, unpacked, { strict: true });
  } catch (error) {
    throw new BuildFailed(`the source archive could not be unpacked (${(error as Error).message})`, { cause: error });
  }
  await rename(await applicationRoot(unpacked), folder);
  await rm(unpacked, { recursive: true, force: true });
}

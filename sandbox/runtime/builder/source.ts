import { mkdirSync } from "node:fs";
import { type ReadEntry, list, extract } from "tar";
import { BuildFailed } from "./errors";

/** The number of leading folders to take off: GitHub's tarballs hold one folder, named after the commit. */
async function foldersToStrip(archive: string): Promise<number> {
  const tops = new Set<string>();
  let nested = false;
  await list({
    file: archive,
    onReadEntry: ({ path }: ReadEntry) => {
      const parts = path.split("/").filter((part) => part !== "" && part !== ".");
      if (parts[0] !== undefined) tops.add(parts[0]);
      nested ||= parts.length > 1;
    },
  });
  if (tops.size === 0) throw new BuildFailed("the source archive is empty");
  return tops.size === 1 && nested ? 1 : 0;
}

/**
 * Lays the files of a .tar.gz into `folder`.
 * @throws BuildFailed when it is none
 */
export async function unpack(archive: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  try {
    await extract({
      file: archive,
      cwd: folder,
      strip: await foldersToStrip(archive),
      preserveOwner: false,
      strict: true,
    });
  } catch (error) {
    if (error instanceof BuildFailed) throw error;
    throw new BuildFailed(`the source archive could not be unpacked (${(error as Error).message})`);
  }
}

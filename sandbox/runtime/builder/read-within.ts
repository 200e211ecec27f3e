import { readFileSync, realpathSync } from "node:fs";
import { join, sep } from "node:path";

/**
 * The text of a file of the application in `folder`; undefined when it has none. Whoever builds reads as the sandbox's user, so a link
 * that leads out of the folder is none: it would show what only that user may read.
 */
export function readWithin(folder: string, name: string): string | undefined {
  const file = whereIs(join(folder, name));
  return file?.startsWith(realpathSync(folder) + sep) ? readFileSync(file, "utf8") : undefined;
}

function whereIs(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "ELOOP"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}

import { rm } from "node:fs/promises";
import { type Home, ownEntries } from "./home";
import { outsideFolder } from "./runtime/machine/folders";

/** Removes what sandboxes make in this home, but for `except`; the folder must not be in use. */
export async function removeData(home: Home, except: readonly string[] = []): Promise<void> {
  const entries = ownEntries.filter((entry) => !except.includes(entry)).map((entry) => home.path(entry));
  for (const path of [...entries, outsideFolder(home.folder)]) await rm(path, { recursive: true, force: true });
}

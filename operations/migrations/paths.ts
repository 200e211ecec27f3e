import { posix } from "node:path";

/** The folder of the app, and the migration's name; Django skips modules that begin with `_` or `~`. */
export interface MigrationPath {
  readonly folder: string;
  readonly name: string;
}

/** `users/migrations/0001_initial.py` → folder `users`, name `0001_initial`; undefined for every other path. */
export function migrationPath(path: string): MigrationPath | undefined {
  const found = /^(?:(.*)\/)?migrations\/([^/_~.][^/.]*)\.py$/.exec(path);
  return found === null ? undefined : { folder: found[1] ?? "", name: found[2] as string };
}

/** Where the app of that folder keeps its configuration. */
export const appsFile = (folder: string): string => posix.join(folder, "apps.py");

import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

function executable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The folders of PATH, in its order. */
export function pathFolders(path = process.env["PATH"] ?? ""): string[] {
  return [...new Set(path.split(delimiter).filter((folder) => folder !== ""))];
}

/** The file that typing `name` would run, or undefined; `folders` are searched in order. */
export function findProgram(name: string, folders: readonly string[] = pathFolders()): string | undefined {
  return folders.map((folder) => join(folder, name)).find(executable);
}

/** Whether `folder` holds all of `names` as executables. */
export function holdsPrograms(folder: string, names: readonly string[]): boolean {
  return names.every((name) => executable(join(folder, name)));
}

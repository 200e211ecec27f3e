import { type SourceFile } from "./ask-python";

/** The files of a commit; only those that are asked for are read. */
export interface Sources {
  /** All paths that end in `.py`. */
  readonly paths: readonly string[];
  read(paths: readonly string[]): Promise<SourceFile[]>;
}

export function sourcesFrom(files: readonly SourceFile[]): Sources {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return {
    paths: [...byPath.keys()],
    read: (paths) => Promise.resolve(paths.flatMap((path) => byPath.get(path) ?? [])),
  };
}

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type SourceFile } from "../../operations/migrations/ask-python";
import { keyOf, partsOf, type Key } from "../../operations/migrations/keys";
import { type Migration, type MigrationSet } from "../../operations/migrations/migration";
import { type Operation } from "../../operations/migrations/operations";

/** The Python files below a folder, with their paths in it. */
export function pythonFiles(folder: string): SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".py"))
    .map((path) => ({ path, source: readFileSync(join(folder, path), "utf8") }));
}

type Given = Partial<Omit<Migration, "dependencies" | "key">> & { readonly needs?: readonly Key[] };

/** A migration with those facts, and otherwise empty. */
export function migration(key: Key, { needs = [], ...given }: Given = {}): Migration {
  const { app, name } = partsOf(key);
  return {
    key,
    app,
    name,
    path: `${app}/migrations/${name}.py`,
    initial: null,
    atomic: true,
    dependencies: needs.map(partsOf),
    runBefore: [],
    replaces: [],
    operations: [],
    unknown: [],
    ...given,
  };
}

export const setOf = (migrations: readonly Migration[], given: Partial<MigrationSet> = {}): MigrationSet => ({
  migrations,
  settings: new Map([["AUTH_USER_MODEL", "auth.User"]]),
  doubts: [],
  ...given,
});

export const operation = (reversible: Operation["reversible"]): Operation => ({
  name: "RunPython",
  text: `RunPython(${reversible})`,
  line: 7,
  reversible,
  losses: [],
});

/** An app whose migrations follow each other: `chain("a", 3)` → a.0001, a.0002, a.0003. */
export function chain(app: string, length: number): Migration[] {
  const name = (at: number) => `${at}`.padStart(4, "0");
  return Array.from({ length }, (_, at) =>
    migration(keyOf({ app, name: name(at + 1) }), { needs: at === 0 ? [] : [keyOf({ app, name: name(at) })] }),
  );
}

import { type MigrationClass } from "./answers";
import { readAppLabels, type AppLabel } from "./app-labels";
import { Python } from "./ask-python";
import { keyOf } from "./keys";
import { type Migration, type MigrationSet } from "./migration";
import { operationsOf } from "./operations";
import { migrationPath, type MigrationPath } from "./paths";
import { Settings } from "./settings";
import { type Sources } from "./sources";

export interface ReadOptions {
  /** `penny_university.settings.prod`: where swappable dependencies are looked up. */
  readonly settingsModule?: string;
  readonly python?: Python;
}

/** Django's own value (docs.djangoproject.com/en/stable/ref/settings/#auth-user-model). */
const defaults: Readonly<Record<string, string>> = { AUTH_USER_MODEL: "auth.User" };

const nothing = {
  initial: null,
  atomic: true,
  dependencies: [],
  runBefore: [],
  replaces: [],
  operations: [],
  unknown: [],
};

function contentOf(read: MigrationClass) {
  return {
    initial: read.initial,
    atomic: read.atomic,
    dependencies: read.dependencies,
    runBefore: read.run_before.map(keyOf),
    replaces: read.replaces.map(keyOf),
    operations: operationsOf(read.operations),
    unknown: read.unknown,
  };
}

const settingsNamed = (migrations: readonly Migration[]): string[] => [
  ...new Set(migrations.flatMap((each) => each.dependencies.flatMap((one) => ("setting" in one ? [one.setting] : [])))),
];

async function readSettings(
  sources: Sources,
  python: Python,
  names: readonly string[],
  module: string | undefined,
): Promise<Pick<MigrationSet, "settings" | "doubts">> {
  const all = [...new Set([...names, ...Object.keys(defaults)])];
  const settings = new Map<string, string | null>(all.map((name) => [name, null]));
  if (module === undefined)
    return { settings, doubts: names.map((name) => `${name} is not known: no settings module was named`) };
  const reader = new Settings(sources, python, [...all, "MIGRATION_MODULES"]);
  const doubts: string[] = [];
  for (const name of all) {
    const found = await reader.read(name, module);
    const value = found.kind === "value" ? found.value : found.kind === "unset" ? (defaults[name] ?? null) : null;
    settings.set(name, value);
    if (value === null && names.includes(name))
      doubts.push(`${name} is not known: ${found.kind === "unknown" ? found.why : `${module} does not set it`}`);
  }
  const moved = await reader.read("MIGRATION_MODULES", module);
  if (moved.kind !== "unset") doubts.push("MIGRATION_MODULES may place migrations elsewhere than in <app>/migrations");
  return { settings, doubts };
}

interface Place extends MigrationPath {
  readonly path: string;
}

async function readFiles(sources: Sources, python: Python, places: readonly Place[], labels: Map<string, AppLabel>) {
  const files = await sources.read(places.map(({ path }) => path));
  const answers = await python.ask(
    "migration",
    files.map((file) => ({ ...file, kind: "migration" as const })),
  );
  return answers.map((answer, at): Migration => {
    const { folder, name, path } = places[at] as Place;
    const app = labels.get(folder)?.label ?? "";
    const read = "error" in answer ? { ...nothing, error: answer.error } : contentOf(answer.migration);
    return { key: keyOf({ app, name }), app, name, path, ...read };
  });
}

/**
 * Reads every migration among the files; nothing of them is executed.
 * @throws PythonMissing, ReaderFailed
 */
export async function readMigrations(sources: Sources, options: ReadOptions = {}): Promise<MigrationSet> {
  const python = options.python ?? new Python();
  const places = sources.paths.flatMap((path) => {
    const place = migrationPath(path);
    return place === undefined ? [] : [{ ...place, path }];
  });
  const labels = await readAppLabels(sources, python, [...new Set(places.map(({ folder }) => folder))]);
  const migrations = await readFiles(sources, python, places, labels);
  const { settings, doubts } = await readSettings(sources, python, settingsNamed(migrations), options.settingsModule);
  const ofLabels = [...labels.values()].flatMap(({ doubt }) => doubt ?? []);
  return { migrations, settings, doubts: [...ofLabels, ...doubts] };
}

import { z } from "zod";

/** A part of a file that cannot be told without executing it: where, and its text. */
const unknownPart = z.object({ what: z.string(), text: z.string(), line: z.number() });
export type UnknownPart = z.infer<typeof unknownPart>;

const nodeName = z.object({ app: z.string(), name: z.string() });

/** An element of `dependencies`; `{ setting }` is `swappable_dependency(settings.AUTH_USER_MODEL)`. */
const dependency = z.union([z.object({ setting: z.string() }), nodeName]);
export type Dependency = z.infer<typeof dependency>;

/** What the second argument of RunPython and RunSQL is; `raises` is a function that only raises. */
const reverse = z.enum(["given", "noop", "missing", "raises", "unknown"]);

const flatOperation = z.object({
  /** The name of Django's class; null for any other, and for what cannot be told. */
  name: z.string().nullable(),
  text: z.string(),
  line: z.number(),
  /** The arguments that are plain strings, by position ("0") or name. */
  arguments: z.record(z.string(), z.string()),
  reverse: reverse.optional(),
  /** CreateModel: false for a proxy and for an unmanaged model. */
  table: z.boolean().optional(),
});
export type RawOperation = z.infer<typeof flatOperation> & { readonly database?: readonly RawOperation[] };
const operation: z.ZodType<RawOperation> = flatOperation.extend({
  /** SeparateDatabaseAndState: what it does to the database. */
  database: z.lazy(() => z.array(operation)).optional(),
});

const error = z.object({ error: z.object({ message: z.string(), line: z.number() }) });

const migrationClass = z.object({
  initial: z.boolean().nullable(),
  atomic: z.boolean(),
  dependencies: z.array(dependency),
  run_before: z.array(nodeName),
  replaces: z.array(nodeName),
  operations: z.array(operation),
  unknown: z.array(unknownPart),
});
export type MigrationClass = z.infer<typeof migrationClass>;

const appConfig = z.object({
  class: z.string(),
  name: z.string().nullable(),
  label: z.string().nullable(),
  default: z.boolean(),
  unknown: z.boolean(),
});
export type AppConfig = z.infer<typeof appConfig>;

const settingsFile = z.object({
  values: z.record(z.string(), z.object({ value: z.string(), line: z.number() })),
  unknown: z.array(z.string()),
  stars: z.array(z.object({ module: z.string(), level: z.number(), line: z.number() })),
});
export type SettingsFile = z.infer<typeof settingsFile>;

/** The lines that `reader/` writes. */
export const answers = {
  header: z.object({ python: z.string() }),
  migration: z.union([z.object({ migration: migrationClass }), error]),
  apps: z.union([z.object({ configs: z.array(appConfig) }), error]),
  settings: z.union([settingsFile, error]),
};

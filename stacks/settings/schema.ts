import { z } from "zod";
import { frequency } from "./frequency";

const allowed = (what: string) => ({
  error: (issue: { input?: unknown }) => `${shown(issue.input)} is not allowed. Allowed: ${what}`,
});

function shown(input: unknown): string {
  return input === undefined ? "no value" : JSON.stringify(input);
}

/** A map whose keys are settings: a wrong one, or something that is no map, is told with the keys that there are. */
function settingsOf<Shape extends z.ZodRawShape>(shape: Shape) {
  const keys = Object.keys(shape).join(", ");
  return z.strictObject(shape, {
    error: ({ code, input }) => {
      if (code === "unrecognized_keys") return `is not a setting. Settings there: ${keys}`;
      if (code === "invalid_type") return wrongKind(input, `a map of settings (${keys})`);
      return undefined;
    },
  });
}

/** A map whose keys are names that people choose, or a list. */
const kind = (what: string) => ({
  error: ({ code, input }: { code?: string; input?: unknown }) =>
    code === "invalid_type" ? wrongKind(input, what) : undefined,
});

/** What stands there is not shown: it may be anything, and long. */
function wrongKind(input: unknown, wanted: string): string {
  if (input === undefined) return `is missing. Allowed: ${wanted}`;
  const found =
    input === null
      ? "nothing"
      : Array.isArray(input)
        ? "a list"
        : typeof input === "object"
          ? "a map"
          : "a single value";
  return `${found} is not allowed. Allowed: ${wanted}`;
}

/** Heroku: 3 to 30 characters, https://devcenter.heroku.com/articles/platform-api-reference#app */
const appName = z.string(allowed("text")).superRefine((name, context) => {
  if (/^[a-z][a-z0-9-]{1,28}[a-z0-9]$/.test(name)) return;
  const message = `${JSON.stringify(name)} (${name.length} characters) is not an app name. Allowed: 3 to 30 of a-z, 0-9 and -, beginning with a letter, not ending with -`;
  context.addIssue({ code: "custom", message });
});

const timezone = z.string(allowed("a name of the tz database")).refine(isTimezone, {
  error: (issue) =>
    `${shown(issue.input)} is not a time zone. Allowed: names of the tz database, such as America/Chicago, or UTC`,
});

function isTimezone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name })) && (name.includes("/") || name === "UTC");
  } catch {
    return false;
  }
}

/** Not quoted in the error: the URL of a dump is often signed. */
const backup = z.string(allowed("text")).refine(isBackup, {
  error:
    "is not where a backup is. Allowed: <app>::<backup>, such as penny-qa::b003, or the https URL of a dump that Heroku can download " +
    "(a file on this machine must be uploaded first; on the sandbox http://127.0.0.1 will do)",
});

function isBackup(text: string): boolean {
  if (/^[a-z][a-z0-9-]{1,28}[a-z0-9]::[ab]\d{3,}$/.test(text)) return true;
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || (protocol === "http:" && /^(localhost|127(\.\d{1,3}){3})$/.test(hostname));
}

const envName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, {
  error: (issue) =>
    `${shown(issue.input)} is not a variable's name. Allowed: letters, digits and _, not beginning with a digit`,
});
/** GitHub: also not beginning with GITHUB_, https://docs.github.com/actions/reference/security/secrets#naming-your-secrets */
const actionsName = envName.refine((name) => !/^GITHUB_/i.test(name), {
  error: (issue) => `${shown(issue.input)} begins with GITHUB_, which GitHub keeps for itself`,
});
const text = z.string(allowed("text that is not empty")).min(1, allowed("text that is not empty"));
/** YAML makes numbers and booleans of some plain values; a variable's value is text. */
const scalar = z.union([z.string(), z.number().transform(String), z.boolean().transform(String)], allowed("text"));
const trueOrFalse = z.boolean(allowed("true, false"));
const quantity = z
  .number(allowed("0 to 100"))
  .int(allowed("0 to 100"))
  .min(0, allowed("0 to 100"))
  .max(100, allowed("0 to 100"));
const dynoSize = text.optional();
/** https://devcenter.heroku.com/articles/dyno-types: an app that runs Eco or Basic dynos runs no others. */
const processes = z
  .record(text, settingsOf({ quantity, size: dynoSize }), kind("a map of process types"))
  .superRefine((types, context) => {
    const sizes = Object.values(types).flatMap(({ quantity: dynos, size }) => (dynos > 0 && size ? [size] : []));
    const kinds = new Set(sizes.map((size) => size.toLowerCase()));
    if (kinds.size < 2 || !(kinds.has("eco") || kinds.has("basic"))) return;
    const message = `have the sizes ${[...new Set(sizes)].join(", ")}, which Heroku does not run in one app: Eco and Basic stand alone. Give all process types that run the same one, or sizes from Standard-1X on`;
    context.addIssue({ code: "custom", message });
  });
const distinct = (names: string[]) => new Set(names).size === names.length;
const names = (name: z.ZodString | typeof actionsName) =>
  z.array(name, kind("a list of names")).refine(distinct, { error: "a name stands there twice" }).default([]);

export const applicationSettings = settingsOf({
  name: appName,
  region: text.default("us"),
  stack: text.default("heroku-24"),
  team: text.optional(),
  buildpacks: z.array(text, kind("a list")).optional(),
  /** Process type to its dynos; types of the Procfile that are not listed stay as they are. */
  processes: processes.default({}),
  /** What a new app runs until the first deploy: a branch of a repository of `github:owner`. */
  firstBuild: settingsOf({ repository: text, branch: text }).optional(),
});

export const databaseSettings = settingsOf({
  plan: z
    .string(allowed("heroku-postgresql:<plan>"))
    .regex(
      /^heroku-postgresql:[a-z0-9-]+$/,
      allowed("heroku-postgresql:<plan>, such as heroku-postgresql:essential-0"),
    ),
  backups: settingsOf({
    hour: z.number(allowed("0 to 23")).int(allowed("0 to 23")).min(0, allowed("0 to 23")).max(23, allowed("0 to 23")),
    timezone: timezone.default("UTC"),
  }),
  /** What a new database is filled from, once. */
  restoreFrom: backup.optional(),
});

export const jobSettings = z.record(
  text,
  settingsOf({
    command: text,
    frequency,
    dynoSize,
    /** The command is one of an installed package: it does not have to be found in the application. */
    commandOfPackage: trueOrFalse.default(false),
  }),
  kind("a map of jobs, such as { digest: { command: python manage.py send_digest, frequency: hourly at :30 } }"),
);

/** Settings of a repository that GitHub shows under General; only those that stand here are owned. */
const repositoryOptions = settingsOf({
  allowAutoMerge: trueOrFalse.optional(),
  allowMergeCommit: trueOrFalse.optional(),
  allowRebaseMerge: trueOrFalse.optional(),
  allowSquashMerge: trueOrFalse.optional(),
  allowUpdateBranch: trueOrFalse.optional(),
  deleteBranchOnMerge: trueOrFalse.optional(),
  description: z.string(allowed("text")).optional(),
  hasIssues: trueOrFalse.optional(),
  hasProjects: trueOrFalse.optional(),
  hasWiki: trueOrFalse.optional(),
  topics: z.array(text, kind("a list")).optional(),
  visibility: z.enum(["public", "private"], allowed("public, private")).optional(),
});

export const repositorySettings = settingsOf({
  name: z
    .string(allowed("a repository's name"))
    .regex(/^[\w.-]{1,100}$/, allowed("1 to 100 letters, digits, ., - and _")),
  defaultBranch: text.default("master"),
  /** false: the repository exists and is taken over; true: a new team's is made. */
  create: trueOrFalse.default(false),
  options: repositoryOptions.default({}),
  ci: settingsOf({
    /** Path of the workflow in this project. */
    workflow: text,
    /** Whether a ci.yml that was not delivered from here is replaced. */
    overwrite: trueOrFalse.default(false),
  }),
  protection: settingsOf({
    strict: trueOrFalse.default(true),
    enforceAdmins: trueOrFalse.default(false),
  }).prefault({}),
  environment: text.default("production"),
  /** How long the deploy key lives; an `up` in its last third replaces it. */
  deployKeyDays: z
    .number(allowed("1 to 365"))
    .int(allowed("1 to 365"))
    .min(1, allowed("1 to 365"))
    .max(365, allowed("1 to 365"))
    .default(90),
  actionsSecrets: names(actionsName),
  actionsVariables: z.record(actionsName, scalar, kind("a map of names and values")).default({}),
  /** Secrets and variables that workflows read and somebody else sets, such as the organization. */
  setElsewhere: names(actionsName),
});

export const settingsSchema = settingsOf({
  application: applicationSettings,
  configVars: z.record(envName, scalar, kind("a map of names and values")).default({}),
  secretConfigVars: names(envName),
  database: databaseSettings,
  jobs: jobSettings.default({}),
  repository: repositorySettings.optional(),
});

export type ApplicationSettings = z.output<typeof applicationSettings>;
export type DatabaseSettings = z.output<typeof databaseSettings>;
export type JobSettings = z.output<typeof jobSettings>;
export type RepositorySettings = z.output<typeof repositorySettings>;
export type Settings = z.output<typeof settingsSchema>;

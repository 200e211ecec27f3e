import { z } from "zod";
import { frequency } from "./frequency";

const allowed = (what: string) => ({
  error: (issue: { input?: unknown }) => `${shown(issue.input)} is not allowed. Allowed: ${what}`,
});

function shown(input: unknown): string {
  return input === undefined ? "no value" : JSON.stringify(input);
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
const quantity = z
  .number(allowed("0 to 100"))
  .int(allowed("0 to 100"))
  .min(0, allowed("0 to 100"))
  .max(100, allowed("0 to 100"));
const dynoSize = text.optional();
const distinct = (names: string[]) => new Set(names).size === names.length;
const names = (name: z.ZodString | typeof actionsName) =>
  z.array(name).refine(distinct, { error: "a name stands there twice" }).default([]);

export const applicationSettings = z.strictObject({
  name: appName,
  region: text.default("us"),
  stack: text.default("heroku-24"),
  team: text.optional(),
  buildpacks: z.array(text).optional(),
  /** Process type to its dynos; types of the Procfile that are not listed stay as they are. */
  processes: z.record(text, z.strictObject({ quantity, size: dynoSize })).default({}),
  /** What a new app runs until the first deploy: a branch of a repository of `github:owner`. */
  firstBuild: z.strictObject({ repository: text, branch: text }).optional(),
});

export const databaseSettings = z.strictObject({
  plan: z
    .string(allowed("heroku-postgresql:<plan>"))
    .regex(
      /^heroku-postgresql:[a-z0-9-]+$/,
      allowed("heroku-postgresql:<plan>, such as heroku-postgresql:essential-0"),
    ),
  backups: z.strictObject({
    hour: z.number(allowed("0 to 23")).int(allowed("0 to 23")).min(0, allowed("0 to 23")).max(23, allowed("0 to 23")),
    timezone: timezone.default("UTC"),
  }),
});

export const jobSettings = z.record(text, z.strictObject({ command: text, frequency, dynoSize }));

/** Settings of a repository that GitHub shows under General; only those that stand here are owned. */
export const repositoryOptions = z.strictObject({
  allowAutoMerge: z.boolean().optional(),
  allowMergeCommit: z.boolean().optional(),
  allowRebaseMerge: z.boolean().optional(),
  allowSquashMerge: z.boolean().optional(),
  allowUpdateBranch: z.boolean().optional(),
  deleteBranchOnMerge: z.boolean().optional(),
  description: z.string().optional(),
  hasIssues: z.boolean().optional(),
  hasProjects: z.boolean().optional(),
  hasWiki: z.boolean().optional(),
  topics: z.array(text).optional(),
  visibility: z.enum(["public", "private"], allowed("public, private")).optional(),
});

export const repositorySettings = z.strictObject({
  name: z
    .string(allowed("a repository's name"))
    .regex(/^[\w.-]{1,100}$/, allowed("1 to 100 letters, digits, ., - and _")),
  defaultBranch: text.default("master"),
  /** false: the repository exists and is taken over; true: a new team's is made. */
  create: z.boolean(allowed("true, false")).default(false),
  options: repositoryOptions.default({}),
  ci: z.strictObject({
    /** Path of the workflow in this project. */
    workflow: text,
    /** Whether a ci.yml that was not delivered from here is replaced. */
    overwrite: z.boolean(allowed("true, false")).default(false),
  }),
  protection: z
    .strictObject({
      strict: z.boolean(allowed("true, false")).default(true),
      enforceAdmins: z.boolean(allowed("true, false")).default(false),
    })
    .prefault({}),
  environment: text.default("production"),
  actionsSecrets: names(actionsName),
  actionsVariables: z.record(actionsName, scalar).default({}),
});

export const settingsSchema = z.strictObject({
  application: applicationSettings,
  configVars: z.record(envName, scalar).default({}),
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

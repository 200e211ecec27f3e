import { type z } from "zod";
import { InvalidSettings, type SettingsProblem } from "./errors";
import { applicationSettings, databaseSettings, repositorySettings, settingsSchema, type Settings } from "./schema";

export interface RawSettings {
  readonly stack: string;
  /** The project's name, the namespace of its keys. */
  readonly project: string;
  /** Every configured key with its namespace, values as Pulumi hands them over: text, objects and lists as JSON. */
  readonly config: Readonly<Record<string, string>>;
  readonly githubOwner: string | undefined;
}

/** The stack's settings as one typed object; throws InvalidSettings with all problems. Values of secrets are not looked at. */
export function parseSettings({ stack, project, config, githubOwner }: RawSettings): Settings {
  const own = Object.entries(config).flatMap(([key, value]) =>
    key.startsWith(`${project}:`) ? [[key.slice(project.length + 1), value] as const] : [],
  );
  const known = Object.keys(settingsSchema.shape);
  const values = Object.fromEntries(
    own.filter(([key]) => known.includes(key)).map(([key, value]) => [key, parsed(value)]),
  );
  const result = settingsSchema.safeParse(values);
  const secrets = secretNames(result.data ?? (values as Partial<Settings>));
  const unknown = own.map(([key]) => key).filter((key) => !known.includes(key) && !secrets.includes(key));
  const problems = [
    ...(result.success ? contradictions(result.data) : result.error.issues.flatMap(asProblems)),
    ...unknown.map((key) => ({
      key,
      message: `is not a setting, and no list of secrets names it. ${elsewhere(key)}Settings: ${known.join(", ")}`,
    })),
  ].map(({ key, message }) => ({ key: `${project}:${key}`, message }));
  if (!githubOwner)
    problems.push({
      key: "github:owner",
      message: "is missing. Allowed: the user or organization that owns the repositories",
    });
  if (problems.length > 0 || !result.success) throw new InvalidSettings(stack, problems);
  return result.data;
}

/** A setting of a group that stands beside the groups is a likely slip. */
function elsewhere(key: string): string {
  const groups = { application: applicationSettings, database: databaseSettings, repository: repositorySettings };
  const found = Object.entries(groups).find(([, { shape }]) => Object.hasOwn(shape, key));
  return found ? `Did you mean ${found[0]}.${key}? ` : "";
}

/** The names of all secrets that the stack needs a value for. */
export function secretNames(settings: Partial<Settings>): string[] {
  const lists = [settings.secretConfigVars, settings.repository?.actionsSecrets];
  return [...new Set(lists.flatMap((list) => (Array.isArray(list) ? list : [])))];
}

/** Pulumi hands over every value as text; objects, lists, numbers and booleans among them are JSON. */
function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function asProblems(issue: z.core.$ZodIssue): SettingsProblem[] {
  const at = issue.path.map(String);
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      key: [...at, key].join("."),
      message: issue.message,
    }));
  if (issue.code === "invalid_key")
    return [{ key: at.join("."), message: issue.issues.map(({ message }) => message).join("; ") }];
  return [{ key: at.join("."), message: issue.message }];
}

function contradictions(settings: Settings): SettingsProblem[] {
  const { application, repository } = settings;
  const both = settings.secretConfigVars.filter((name) => name in settings.configVars);
  const problems = both.map((name) => ({
    key: `configVars.${name}`,
    message: "stands in secretConfigVars too: keep one of the two",
  }));
  if (repository?.create && application.firstBuild?.repository === repository.name)
    problems.push({
      key: "application.firstBuild",
      message: `builds ${repository.name}, which repository.create makes without code: leave it out, push the code, then scale`,
    });
  return problems;
}

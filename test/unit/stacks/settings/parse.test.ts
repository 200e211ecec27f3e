import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { InvalidSettings } from "../../../../stacks/settings/errors";
import { parseSettings, secretNames } from "../../../../stacks/settings/parse";

const project = "penny-university";

/** The tracked stack file, as Pulumi hands its values to the program. */
function tracked(stack: string): Record<string, unknown> {
  const file = join(__dirname, `../../../../Pulumi.${stack}.yaml`);
  return (parse(readFileSync(file, "utf8")) as { config: Record<string, unknown> }).config;
}

function load(config: Record<string, unknown>, githubOwner: string | undefined = "penny-university") {
  const texts = Object.entries(config).map(([key, value]) => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return parseSettings({
    stack: "production",
    project,
    config: Object.fromEntries(texts) as Record<string, string>,
    githubOwner,
  });
}

/** Production's settings with one value replaced. */
function withValue(path: string, value: unknown): Record<string, unknown> {
  const config = structuredClone(tracked("production"));
  const [key, ...rest] = path.split(".");
  const keys = [`${project}:${key}`, ...rest];
  const last = keys.pop()!;
  const holder = keys.reduce<Record<string, unknown>>((at, next) => at[next] as Record<string, unknown>, config);
  holder[last] = value;
  return config;
}

function problemsOf(config: Record<string, unknown>, owner?: string) {
  try {
    load(config, owner);
  } catch (error) {
    if (error instanceof InvalidSettings) return error.problems.map(({ key, message }) => `${key}: ${message}`);
    throw error;
  }
  return [];
}

describe("the settings of a stack", () => {
  it("are those of the tracked files", () => {
    const production = load(tracked("production"));
    expect(production.application.name).toBe("penny-university");
    expect(production.database.backups).toEqual({ hour: 2, timezone: "America/Chicago" });
    expect(secretNames(production)).toContain("CYPRESS_RECORD_KEY");
    expect(load(tracked("qa")).repository).toBeUndefined();
  });

  it.each([
    ["database.backups.hour", 24, "penny-university:database.backups.hour: 24 is not allowed. Allowed: 0 to 23"],
    ["database.backups.timezone", "Chicago", "names of the tz database"],
    ["database.backups.timezone", "EST5", "names of the tz database"],
    ["database.backups.timezone", "EST", "names of the tz database"],
    ["database.plan", "mysql", "heroku-postgresql:<plan>"],
    [
      "database.restoreFrom",
      "b001.dump",
      "penny-university:database.restoreFrom: is not where a backup is. Allowed: <app>::<backup>",
    ],
    ["database.restoreFrom", "http://example.com/b001.dump", "the https URL of a dump"],
    [
      "jobs.background-tasks.frequency",
      "daily at 10:15",
      'penny-university:jobs.background-tasks.frequency: "daily at 10:15" is not a frequency',
    ],
    ["jobs.background-tasks.frequency", "every 5 minutes", "every 10 minutes; hourly at :MM"],
    ["application.name", "a".repeat(31), "(31 characters) is not an app name. Allowed: 3 to 30"],
    [
      "application.processes.web.quantity",
      -1,
      "penny-university:application.processes.web.quantity: -1 is not allowed",
    ],
    [
      "application.processes",
      { web: { quantity: 1, size: "Basic" }, worker: { quantity: 1, size: "Standard-1X" } },
      "penny-university:application.processes: have the sizes Basic, Standard-1X, which Heroku does not run in one app",
    ],
    [
      "application.colour",
      "red",
      "penny-university:application.colour: is not a setting. Settings there: name, region, stack",
    ],
    [
      "database",
      undefined,
      "penny-university:database: is missing. Allowed: a map of settings (plan, backups, restoreFrom)",
    ],
    ["database", ["x"], "penny-university:database: a list is not allowed. Allowed: a map of settings"],
    ["jobs", 5, "penny-university:jobs: a single value is not allowed. Allowed: a map of jobs, such as"],
    [
      "secretConfigVars",
      "A",
      "penny-university:secretConfigVars: a single value is not allowed. Allowed: a list of names",
    ],
    ["repository.options.hasIssues", "yes", '"yes" is not allowed. Allowed: true, false'],
    ["restoreFrom", "penny-qa::b001", "Did you mean database.restoreFrom? Settings: application,"],
    ["colour", "red", "penny-university:colour: is not a setting"],
    ["configVars.9LIVES", "x", "is not a variable's name"],
    ["secretConfigVars", ["A", "A"], "stands there twice"],
    ["repository.actionsSecrets", ["GITHUB_X"], "GitHub keeps for itself"],
    ["repository.ci", {}, "penny-university:repository.ci.workflow: no value is not allowed"],
  ])("refuse %s = %j with one clear line", (path, value, message) => {
    const problems = problemsOf(withValue(path, value));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(message);
  });

  it.each([
    [
      "the same size in another spelling",
      { web: { quantity: 1, size: "Basic" }, worker: { quantity: 1, size: "basic" } },
    ],
    [
      "another size that does not run",
      { web: { quantity: 2, size: "Standard-1X" }, worker: { quantity: 0, size: "Eco" } },
    ],
    [
      "several sizes from Standard-1X on",
      { web: { quantity: 1, size: "Standard-2X" }, worker: { quantity: 1, size: "Performance-M" } },
    ],
  ])("may give a process type %s", (_what, processes) => {
    expect(problemsOf(withValue("application.processes", processes))).toEqual([]);
  });

  it("are refused with all problems at once", () => {
    const config = { ...withValue("database.backups.hour", 24), [`${project}:colour`]: "red" };
    expect(problemsOf(config, "")).toHaveLength(3);
  });

  it("take the value of a secret that a list names for what it is", () => {
    expect(problemsOf({ ...tracked("production"), [`${project}:SECRET_KEY`]: "s3cret" })).toEqual([]);
  });

  it("never show the value of a key that they do not know", () => {
    expect(problemsOf({ ...tracked("production"), [`${project}:UNKNOWN`]: "s3cret" }).join()).not.toContain("s3cret");
  });

  it("refuse a variable that is both plain and secret", () => {
    expect(problemsOf(withValue("configVars.SECRET_KEY", "x"))[0]).toContain("stands in secretConfigVars too");
  });

  it("refuse to build a repository that is made without code", () => {
    expect(problemsOf(withValue("repository.create", true))).toEqual([
      expect.stringContaining(
        "penny-university:application.firstBuild: builds penny_university, which repository.create makes",
      ),
    ]);
  });
});

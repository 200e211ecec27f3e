import { rules } from "../../../policy/rules";
import { branchKept } from "../../../policy/rules/branch-kept";
import { databaseBackedUp } from "../../../policy/rules/database-backed-up";
import { databaseProtected } from "../../../policy/rules/database-protected";
import { deployToken } from "../../../policy/rules/deploy-token";
import { noPlainSecrets } from "../../../policy/rules/no-plain-secrets";
import { requiredChecks, requiredChecksComplete } from "../../../policy/rules/required-checks";
import { runnableJobs } from "../../../policy/rules/runnable-jobs";
import { webAwake } from "../../../policy/rules/web-awake";
import { app, database, declared, found } from "./declared";

const schedule = (on: string) =>
  declared(
    "heroku:index:BackupSchedule",
    "database-backups",
    { database: "04da6b54-80e4-46f7-96ec-b56ff0331ba9", name: "DATABASE_URL", hour: 2, timezone: "America/Chicago" },
    { propertyDependencies: { database: [on] } },
  );
const web = (props: Readonly<Record<string, unknown>>, stack?: string) =>
  declared("heroku:index:Formation", "release-web", { app: "4f9a", type: "web", ...props }, { stack });
const protection = (props: Readonly<Record<string, unknown>>) =>
  declared("github:index/branchProtection:BranchProtection", "master", {
    repositoryId: "R_kgDOCjXUoQ",
    pattern: "master",
    allowsForcePushes: false,
    allowsDeletions: false,
    requiredStatusChecks: [{ strict: true, contexts: ["backend", "frontend"] }],
    ...props,
  });
const branch = declared("github:index/branchDefault:BranchDefault", "repository", { branch: "master" });
const workflow = declared("github:index/repositoryFile:RepositoryFile", "ci.yml", {
  file: ".github/workflows/ci.yml",
  content: `on: { pull_request: , push: { branches: [master] } }
jobs:
  backend: { runs-on: ubuntu-24.04, steps: [{ run: "true" }] }
  frontend: { runs-on: ubuntu-24.04, steps: [{ run: "true" }] }
`,
});
const token = (props: Readonly<Record<string, unknown>>) =>
  declared("heroku:index:OauthAuthorization", "deploy", { description: "Deploys", ...props });
const vars = (of: Readonly<Record<string, unknown>>) =>
  declared("heroku:index:ConfigVars", "application", { vars: of });
const scheduler = declared("heroku:index:Addon", "background-jobs", { app: "4f9a", plan: "scheduler:standard" });
const job = (command: string, frequency: string) =>
  declared("heroku:index:SchedulerJob", "digest", { app: "4f9a", command, frequency });

describe("database-protected", () => {
  it("wants a database protected from deletion, and leaves other add-ons alone", async () => {
    expect(await found(databaseProtected, database({ protect: true }), scheduler)).toEqual([]);
    expect(await found(databaseProtected, database())).toEqual([
      "The database database is declared without `protect: true`.",
    ]);
  });
});

describe("database-backed-up", () => {
  it("wants a schedule that belongs to the database, also before the database has an id", async () => {
    expect(await found(databaseBackedUp, database(), schedule(database().urn))).toEqual([]);
    expect(await found(databaseBackedUp, database())).toEqual(["The database database has no backup schedule."]);
    expect(
      await found(databaseBackedUp, database(), schedule("urn:pulumi:production::p::heroku:index:Addon::other")),
    ).toHaveLength(1);
  });

  it("knows a schedule that names its database, as well", async () => {
    const named = (name: string) => declared("heroku:index:BackupSchedule", "nightly", { database: name });
    const addon = declared("heroku:index:Addon", "database", { name: "pg-1", plan: "heroku-postgresql:essential-0" });
    expect(await found(databaseBackedUp, addon, named("pg-1"))).toEqual([]);
    expect(await found(databaseBackedUp, addon, named("pg-2"))).toHaveLength(1);
  });

  it("holds for production only", async () => {
    expect(await found(databaseBackedUp, database({ stack: "qa" }))).toEqual([]);
  });
});

describe("web-awake", () => {
  it("wants at least one web dyno of a size that does not sleep", async () => {
    expect(await found(webAwake, app(), web({ quantity: 1, size: "Basic" }))).toEqual([]);
    expect(await found(webAwake, app(), web({ quantity: 0, size: "Basic" }))).toEqual([
      "The web process is scaled to no dyno.",
    ]);
    expect(await found(webAwake, app(), web({ quantity: 1, size: "Eco" }))).toEqual([
      "The web process runs on Eco dynos, which sleep.",
    ]);
    expect(await found(webAwake, app())).toEqual(["No formation of the process type web is declared."]);
  });

  it("holds for production only", async () => {
    expect(await found(webAwake, app("qa"), web({ quantity: 0, size: "Eco" }, "qa"))).toEqual([]);
  });
});

describe("required-checks", () => {
  it("wants them strict, and each to be one that the workflow reports", async () => {
    expect(await found(requiredChecks, protection({}), workflow)).toEqual([]);
    expect(
      await found(
        requiredChecks,
        protection({ requiredStatusChecks: [{ strict: false, contexts: ["backend"] }] }),
        workflow,
      ),
    ).toEqual(["Required checks are not strict: a branch may merge without master's newest commits."]);
    expect(
      await found(
        requiredChecks,
        protection({ requiredStatusChecks: [{ strict: true, contexts: ["lint"] }] }),
        workflow,
      ),
    ).toEqual(['The check "lint" is required, but no job of the workflow reports it.']);
    expect(await found(requiredChecks, protection({ requiredStatusChecks: [] }), workflow)).toContain(
      "No check is required.",
    );
  });

  it("knows the checks of a workflow that is delivered beside it and called", async () => {
    const file = (name: string, content: string) =>
      declared("github:index/repositoryFile:RepositoryFile", name, { file: `.github/workflows/${name}`, content });
    const caller = file("ci.yml", "on: pull_request\njobs: { style: { uses: ./.github/workflows/lint.yml } }");
    const lint = file("lint.yml", "on: workflow_call\njobs: { lint: { runs-on: x, steps: [{ run: 'true' }] } }");
    const strict = (...contexts: string[]) => protection({ requiredStatusChecks: [{ strict: true, contexts }] });
    expect(await found(requiredChecks, strict("style / lint"), caller, lint)).toEqual([]);
    expect(await found(requiredChecks, strict("lint"), caller, lint)).toHaveLength(1);
  });

  it("advises, and does not stop, when a job of the workflow is not required", async () => {
    expect(requiredChecksComplete.level).toBe("advisory");
    expect(await found(requiredChecksComplete, protection({}), workflow)).toEqual([]);
    const less = protection({ requiredStatusChecks: [{ strict: true, contexts: ["backend"] }] });
    expect(await found(requiredChecksComplete, less, workflow)).toEqual([
      'The job "frontend" of the workflow is not required.',
    ]);
  });
});

describe("branch-kept", () => {
  it("wants the default branch protected, without force pushes and deletions", async () => {
    expect(await found(branchKept, branch, protection({}))).toEqual([]);
    expect(await found(branchKept, branch, protection({ allowsForcePushes: true }))).toEqual([
      "Force pushes to master are allowed.",
    ]);
    expect(await found(branchKept, branch, protection({ allowsDeletions: true }))).toEqual([
      "The deletion of master is allowed.",
    ]);
    expect(await found(branchKept, branch, protection({ pattern: "release" }))).toEqual([
      "No protection is declared for the default branch master.",
    ]);
  });
});

describe("no-plain-secrets", () => {
  it("finds secrets by their names and by their looks, and tells no value", async () => {
    expect(
      await found(noPlainSecrets, vars({ DJANGO_SETTINGS_MODULE: "penny_university.settings.prod", DEBUG: "false" })),
    ).toEqual([]);
    const slack = ["xoxb", "1234567890", "abcdefghij"].join("-");
    const messages = await found(noPlainSecrets, vars({ API_TOKEN: "swordfish-7", GREETING: slack }));
    expect(messages).toEqual([
      "API_TOKEN is plain text, and looks like a secret.",
      "GREETING is plain text, and looks like a secret.",
    ]);
    expect(messages.join()).not.toContain(slack);
  });

  it("looks at variables of GitHub Actions, too, and not at secret config vars", async () => {
    const variable = (value: string) =>
      declared("github:index/actionsVariable:ActionsVariable", "V", { variableName: "HEROKU_QA_APP", value });
    expect(await found(noPlainSecrets, variable("penny-qa"))).toEqual([]);
    expect(await found(noPlainSecrets, variable("postgres://u:p4ssw0rd@db.example.com/d"))).toHaveLength(1);
    expect(
      await found(
        noPlainSecrets,
        declared("heroku:index:ConfigVars", "a", { sensitiveVars: { SECRET_KEY: "long-and-secret" } }),
      ),
    ).toEqual([]);
  });
});

describe("deploy-token", () => {
  it("wants a narrow scope and an end within a year", async () => {
    expect(await found(deployToken, token({ scopes: ["write-protected"], expiresIn: 90 * 86_400 }))).toEqual([]);
    expect(await found(deployToken, token({ scopes: ["global"], expiresIn: 86_400 }))).toEqual([
      "The token deploy has the scope global.",
    ]);
    expect(await found(deployToken, token({ scopes: ["write"] }))).toEqual(["The token deploy never expires."]);
    expect(await found(deployToken, token({ scopes: ["write"], expiresIn: 400 * 86_400 }))).toEqual([
      "The token deploy lives longer than a year.",
    ]);
  });
});

describe("runnable-jobs", () => {
  it("wants what Heroku Scheduler can run", async () => {
    expect(
      await found(runnableJobs, scheduler, job("python manage.py background_tasks --duration 600", "every 10 minutes")),
    ).toEqual([]);
    expect(await found(runnableJobs, job("python manage.py digest", "hourly at :30"))).toEqual([
      "Jobs are declared without Scheduler's add-on.",
    ]);
  });

  it.each([
    [
      "python manage.py digest",
      "every 5 minutes",
      "The job digest has a frequency that Scheduler lacks: every 5 minutes.",
    ],
    [
      "python manage.py digest",
      "daily at 24:00",
      "The job digest has a frequency that Scheduler lacks: daily at 24:00.",
    ],
    ["", "daily at 23:30", "The job digest has no command."],
    ["gunicorn penny_university.wsgi", "hourly at :00", "The job digest runs a server, which never ends."],
    [
      "python manage.py digest --duration 700",
      "every 10 minutes",
      "The job digest runs for 700 s, but begins anew every 600 s.",
    ],
  ])("refuses %j %s", async (command, frequency, message) => {
    expect(await found(runnableJobs, scheduler, job(command, frequency))).toEqual([message]);
  });
});

describe("every rule", () => {
  it("has an id of its own, a reason, and a way to mend it", async () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const { id, title, reason, mend } of rules) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)+$/);
      expect([title, reason, mend].every((text) => text.length > 20)).toBe(true);
    }
  });
});

import { copyProject, type ProjectCopy } from "../support/project-copy";
import { openStage, type Stage } from "../support/stage";

jest.setTimeout(120_000);

const file = "Pulumi.production.yaml";
let stage: Stage;
let copy: ProjectCopy;
let original: string;

beforeAll(async () => {
  copy = copyProject({ packages: true });
  copy.edit(file, (text) => `${(original = text)}\n`);
  stage = await openStage(copy.folder);
});
afterAll(async () => {
  await stage?.close();
  copy?.remove();
});

const preview = (change: (text: string) => string) => {
  copy.edit(file, () => change(original));
  return stage.pulumi("preview");
};

describe("a wrong setting", () => {
  it.each([
    ["hour 24", "hour: 2,", "hour: 24,", "penny-university:database.backups.hour: 24 is not allowed. Allowed: 0 to 23"],
    [
      "an unknown timezone",
      "America/Chicago",
      "America/Chicargo",
      'database.backups.timezone: "America/Chicargo" is not a time zone',
    ],
    [
      "a daily job at 10:15",
      "every 10 minutes",
      "daily at 10:15",
      'jobs.background-tasks.frequency: "daily at 10:15" is not a frequency',
    ],
    ["an app name of 31 characters", "name: penny-university", `name: ${"p".repeat(31)}`, "application.name"],
    [
      "an unknown key",
      "region: us",
      "region: us\n    colour: red",
      "penny-university:application.colour: is not a setting",
    ],
    ["malformed YAML", "config:", "config: [", file],
    [
      "a protected branch that does not exist",
      "defaultBranch: master",
      "defaultBranch: trunk",
      "repository.defaultBranch: the repository penny_university has no branch trunk, or GITHUB_TOKEN does not see it",
    ],
  ])("%s is one clear error, before anything is changed", async (_what, from, to, message) => {
    const ran = await preview((text) => text.replace(from, to));
    expect(ran.exitCode).not.toBe(0);
    expect(ran.all).toContain(message);
    expect(ran.all).not.toMatch(/^\s+at .*\.(js|ts):\d+/m);
    expect((await stage.heroku("GET", "/apps")).body).toEqual([]);
  });

  it("does not hide another one", async () => {
    const ran = await preview((text) =>
      text.replace("hour: 2,", "hour: 24,").replace("every 10 minutes", "every 5 minutes"),
    );
    expect(ran.all).toContain("database.backups.hour");
    expect(ran.all).toContain("jobs.background-tasks.frequency");
    expect(ran.all).toContain("2 settings are wrong");
  });
});

it("what does not fit the application and its workflows is told at once, before anything is changed", async () => {
  const ran = await preview((text) =>
    text
      .replace("web: { quantity: 1", "worker: { quantity: 1")
      .replace("manage.py background_tasks", "manage.py backgroundtasks")
      .replace("[SLACK_API_KEY, CYPRESS_RECORD_KEY]", "[CYPRESS_RECORD_KEY, NPM_TOKEN]"),
  );
  expect(ran.exitCode).not.toBe(0);
  for (const line of [
    "4 things do not fit together; nothing was changed.",
    "application.processes.worker: is a process type that the application does not have. The Procfile has release, web",
    "jobs.background-tasks.command: runs the management command backgroundtasks, which the application does not have",
    "jobs.tell: reads the secret SLACK_API_KEY, which nothing sets",
    "repository.actionsSecrets: NPM_TOKEN is read by no workflow",
  ])
    expect(ran.all).toContain(line);
  expect(ran.all).not.toMatch(/^\s+at .*\.(js|ts):\d+/m);
  expect((await stage.heroku("GET", "/apps")).body).toEqual([]);
});

it("a workflow of which GitHub would run nothing is told with its line, beside what else does not fit", async () => {
  copy.edit("workflows/ci.yml", (text) => text.replace("    runs-on: ubuntu-24.04\n", ""));
  const ran = await preview((text) => text.replace("manage.py background_tasks", "manage.py backgroundtasks"));
  for (const line of [
    "2 things do not fit together; nothing was changed.",
    "runs the management command backgroundtasks, which the application does not have",
    "Required property is missing: runs-on",
  ])
    expect(ran.all).toContain(line);
  expect(ran.all).toMatch(/workflows\/ci\.yml \(Line: \d+, Col: 5\): Required/);
  copy.edit("workflows/ci.yml", (text) => text.replace("  frontend:\n", "  frontend:\n    runs-on: ubuntu-24.04\n"));
});

describe("secrets that are missing for the real services", () => {
  it("are one error that names the command for each, before anything is called", async () => {
    copy.edit(file, () => `${original}\n`);
    // No endpoint is given, so the target is the real one; the program must stop before it calls anything.
    const env = {
      PULUMI_HOME: stage.env["PULUMI_HOME"]!,
      PULUMI_BACKEND_URL: `file://${stage.home}`,
      PULUMI_CONFIG_PASSPHRASE: "x",
      HEROKU_API_KEY: "k",
      GITHUB_TOKEN: "t",
    };
    const npx = (...args: string[]) =>
      stage.run("test/support/npx-pulumi.sh", [...args, "--cwd", copy.folder], { env });
    expect((await npx("stack", "init", "production")).exitCode).toBe(0);
    const ran = await npx("preview", "--stack", "production");
    expect(ran.exitCode).not.toBe(0);
    for (const name of ["SECRET_KEY", "SLACK_API_KEY", "SENTRY_DSN", "SENDGRID_API_KEY", "CYPRESS_RECORD_KEY"])
      expect(ran.all).toContain(`pulumi config set --secret --stack production ${name}`);
  });
});

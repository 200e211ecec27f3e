import { checkPushes } from "../../../../stacks/cross-checks/branches";
import { type Problem } from "../../../../stacks/cross-checks/errors";
import { checkManagementCommands } from "../../../../stacks/cross-checks/management-commands";
import { checkPlan } from "../../../../stacks/cross-checks/plan";
import { checkProcesses } from "../../../../stacks/cross-checks/processes";
import { checkSameNames } from "../../../../stacks/cross-checks/same-names";
import { checkReads } from "../../../../stacks/cross-checks/workflow-reads";
import { applicationSettings, jobSettings, repositorySettings } from "../../../../stacks/settings/schema";

const repository = (more: object = {}) =>
  repositorySettings.parse({ name: "penny_university", ci: { workflow: "workflows/ci.yml" }, ...more });
const said = (problems: readonly Problem[]) => problems.map(({ where, message }) => `${where}: ${message}`);

describe("process types", () => {
  const scaled = (...types: string[]) =>
    applicationSettings.parse({
      name: "penny",
      processes: Object.fromEntries(types.map((type) => [type, { quantity: 1 }])),
    });

  it("that are scaled stand in the Procfile", () => {
    const procfile = "release: python manage.py migrate\nweb: gunicorn penny_university.wsgi\n# worker: no\n";
    expect(checkProcesses(scaled("web"), procfile)).toEqual([]);
    expect(said(checkProcesses(scaled("web", "worker"), procfile))).toEqual([
      "application.processes.worker: is a process type that the application does not have. The Procfile has release, web: correct the setting, or add the type to the Procfile",
    ]);
  });

  it("without a Procfile are what a buildpack runs: web", () => {
    expect(checkProcesses(scaled("web"), undefined)).toEqual([]);
    expect(checkProcesses(scaled("worker"), undefined)).toHaveLength(1);
  });
});

describe("a job's management command", () => {
  const paths = [
    "manage.py",
    "pennychat/management/commands/background_tasks.py",
    "pennychat/management/commands/__init__.py",
  ];
  const jobs = (command: string, more: object = {}) =>
    jobSettings.parse({ a: { command, frequency: "every 10 minutes", ...more } });

  it.each([
    "python manage.py background_tasks --duration 600",
    "./manage.py background_tasks",
    "cd backend && python manage.py background_tasks",
    "python manage.py clearsessions",
    "django-admin clearsessions",
    "echo background",
  ])("is found: %s", (command) => expect(checkManagementCommands(jobs(command), paths)).toEqual([]));

  it("is not looked for before the application is there", () => {
    expect(checkManagementCommands(jobs("python manage.py background_tasks"), ["README.md"])).toEqual([]);
  });

  it("is told with those that there are when it is not found", () => {
    expect(said(checkManagementCommands(jobs("python manage.py backgroundtasks"), paths))).toEqual([
      "jobs.a.command: runs the management command backgroundtasks, which the application does not have. It has background_tasks: correct the name, or, when an installed package brings it, add `commandOfPackage: true`",
    ]);
    expect(checkManagementCommands(jobs("python manage.py axes_reset", { commandOfPackage: true }), paths)).toEqual([]);
  });
});

describe("what workflows read", () => {
  const job = (lines: string, environment = "") =>
    `on: push\njobs:\n  deploy:\n    ${environment && `environment: ${environment}\n    `}steps:\n      - run: ${JSON.stringify(lines)}\n`;
  const reads = (text: string, settings: object = {}, others: string[] = []) =>
    checkReads(
      repository(settings),
      [{ file: "workflows/ci.yml", text }],
      others.map((each) => ({ file: "other.yml", text: each })),
    );

  it("is set: by the settings, by the program, by GitHub, or by somebody else who is named", async () => {
    const all = job(
      "${{ secrets.SLACK_API_KEY }} ${{ secrets.GITHUB_TOKEN }} ${{ vars.HEROKU_APP }} ${{ vars.QA }} ${{ secrets['Theirs'] }}",
    );
    const settings = { actionsSecrets: ["SLACK_API_KEY"], actionsVariables: { QA: "x" }, setElsewhere: ["THEIRS"] };
    expect(await reads(all, settings)).toEqual([]);
  });

  it("and nothing sets is told once a job, with the three ways out", async () => {
    const problems = said(await reads(job("${{ secrets.NOWHERE }} ${{ secrets.NOWHERE }} ${{ vars.NEITHER }}")));
    expect(problems).toEqual([
      "workflows/ci.yml:3: jobs.deploy: reads the secret NOWHERE, which nothing sets. Add it to repository.actionsSecrets; to repository.setElsewhere when somebody else sets it; or say what holds without it: `secrets.NOWHERE || ''`",
      expect.stringContaining("reads the variable NEITHER, which nothing sets. Add it to repository.actionsVariables"),
    ]);
  });

  it("may be missing where the expression says what holds then", async () => {
    for (const expression of ["vars.X || 'y'", "vars.X != ''", "!vars.X", "format('{0}', vars.X || vars.HEROKU_APP)"])
      expect(await reads(job(`\${{ ${expression} }}`))).toEqual([]);
    expect(await reads(job("${{ vars.HEROKU_APP || vars.X }}"))).toHaveLength(1);
  });

  it("is looked for in conditions, too, which need no brackets", async () => {
    expect(await reads("on: push\njobs:\n  a:\n    if: contains(vars.TEAMS, 'x')\n    steps: []")).toHaveLength(1);
  });

  it("of the environment is only for jobs in it", async () => {
    const deploy = "${{ secrets.HEROKU_API_KEY }}";
    expect(await reads(job(deploy, "production"))).toEqual([]);
    expect(await reads(job(deploy, "{ name: production }"))).toEqual([]);
    expect(said(await reads(job(deploy)))).toEqual([
      "workflows/ci.yml:3: jobs.deploy: reads the secret HEROKU_API_KEY, which only jobs with `environment: production` can read",
    ]);
  });

  it("includes every declared secret, in one of the repository's workflows", async () => {
    const settings = { actionsSecrets: ["CYPRESS_RECORD_KEY"] };
    expect(said(await reads(job("true"), settings))).toEqual([
      "repository.actionsSecrets: CYPRESS_RECORD_KEY is read by no workflow: leave it out, so that a secret that nobody needs is kept nowhere",
    ]);
    expect(await reads(job("true"), settings, [job("${{ secrets.CYPRESS_RECORD_KEY }}")])).toEqual([]);
    expect(await reads(job("true"), settings, [job("${{ secrets.CYPRESS_RECORD_KEY_2 }}")])).toHaveLength(1);
  });
});

describe("a required check", () => {
  const same = (on: string, jobs: string) =>
    said(checkSameNames(["backend", "Unit tests"], [{ file: ".github/workflows/x.yaml", text: `on: ${on}\n${jobs}` }]));
  const jobs = "jobs:\n  lint: {}\n  backend: {}\n  unit: { name: Unit tests }\n  b: { name: other }";

  it.each(["pull_request", "pull_request_target", "[push]", "{ push: { paths: [src] } }"])(
    "is of one workflow alone: another one's green job could pass for it, on %s",
    (on) => {
      expect(same(on, jobs)).toEqual([
        expect.stringMatching(/^\.github\/workflows\/x\.yaml:4: jobs\.backend: reports the check backend, as the /),
        expect.stringMatching(/^\.github\/workflows\/x\.yaml:5: jobs\.unit: reports the check Unit tests, /),
      ]);
    },
  );

  it("may be shared with what never runs for a pull request's commit", () => {
    for (const on of [
      "workflow_dispatch",
      "schedule",
      "{ push: { branches: [master] } }",
      "{ push: { tags: ['v*'] } }",
    ])
      expect(same(on, jobs)).toEqual([]);
    expect(same("pull_request", "jobs: [")).toEqual([]);
  });
});

describe("the protected branch", () => {
  const on = (events: string) => ({ file: "workflows/ci.yml", text: `on: ${events}\njobs: { a: {} }` });

  it("is one that the workflow runs for when it is pushed", () => {
    for (const events of ["push", "{ push: { branches: [master] } }", "{ push: { branches: ['m*', '!main'] } }"])
      expect(checkPushes(repository(), on(events))).toEqual([]);
  });

  it.each([["{ push: { branches: [main] } }"], ["{ push: { branches-ignore: [master] } }"], ["pull_request"]])(
    "is told when %s leaves it out",
    (events) => {
      expect(said(checkPushes(repository(), on(events)))[0]).toMatch(
        /^workflows\/ci.yml: does not run for pushes to master/,
      );
    },
  );
});

it("a private repository on the free plan is told before GitHub refuses it", () => {
  expect(checkPlan(repository(), { isPrivate: false, plan: "free" })).toEqual([]);
  expect(checkPlan(repository(), { isPrivate: true, plan: "team" })).toEqual([]);
  expect(checkPlan(repository(), { isPrivate: true, plan: undefined })).toEqual([]);
  expect(said(checkPlan(repository(), { isPrivate: true, plan: "free" }))[0]).toMatch(
    /has neither the protection of master nor the environment production/,
  );
});

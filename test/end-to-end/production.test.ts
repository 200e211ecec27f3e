import { relative } from "node:path";
import { rules } from "../../policy/rules";
import { copyProject, type ProjectCopy } from "../support/project-copy";
import { openStage, project, type Stage } from "../support/stage";

/** The whole definition, on the sandbox, with the real engine. Each test goes on where the one before it stopped. */
jest.setTimeout(300_000);

let stage: Stage;
let appId: string;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(async () => {
  await stage?.close();
});

const heroku = async <T>(method: string, path: string, body?: unknown) =>
  (await stage.heroku(method, path, body)).body as T;
const github = async <T>(method: string, path: string, body?: unknown) =>
  (await stage.github(method, path, body)).body as T;
const repository = "/repos/penny-university/penny_university";
const unchanged = () => stage.pulumi("preview", "--refresh", "--expect-no-changes");

async function mended(): Promise<void> {
  const up = await stage.pulumi("up", "--yes", "--refresh", "--skip-preview");
  expect(up.all).toContain("Resources:");
  expect(up.exitCode).toBe(0);
  expect((await unchanged()).exitCode).toBe(0);
}

/** Everything at once that the policies forbid. */
function harm({ edit }: ProjectCopy): void {
  const changes: readonly (readonly [file: string, from: string, to: string])[] = [
    ["Pulumi.production.yaml", "size: Basic", "size: Eco"],
    ["Pulumi.production.yaml", "enforceAdmins: true", "strict: false"],
    ["Pulumi.production.yaml", "--duration 600", "--duration 700"],
    ["stacks/application.ts", "vars: configVars", 'vars: { ...configVars, API_TOKEN: "swordfish-7" }'],
    ["stacks/database.ts", "{ parent: this, protect: true }", "{ parent: this }"],
    ["stacks/database.ts", "this.backups = new heroku", 'if (settings.plan === "") this.backups = new heroku'],
    ["stacks/outputs.ts", "database.backups.id", "database.addon.id"],
    ["stacks/delivery.ts", "allowsForcePushes: false", "allowsForcePushes: true"],
    ["stacks/delivery.ts", "contexts: [...workflows.requiredChecks]", 'contexts: ["lint"]'],
    ["stacks/delivery.ts", "expiresIn, renewBefore: Math.floor(expiresIn / 3)", ""],
  ];
  for (const [file, from, to] of changes) edit(file, (text) => text.replace(from, to));
}

describe("production on the sandbox", () => {
  it("is made by one `up`", async () => {
    const up = await stage.pulumi("up", "--yes", "--skip-preview");
    expect(up.all).not.toContain("error:");
    expect(up.exitCode).toBe(0);
    appId = (await heroku<{ id: string }>("GET", "/apps/penny-university")).id;
  });

  it("has nothing to change afterwards", async () => {
    const preview = await unchanged();
    expect(preview.all).not.toMatch(/[+~-] {2}\d+ to/);
    expect(preview.exitCode).toBe(0);
  });

  it("is there as Heroku shows it", async () => {
    const vars = await heroku<Record<string, string>>("GET", `/apps/${appId}/config-vars`);
    expect(Object.keys(vars)).toEqual(
      expect.arrayContaining(["SECRET_KEY", "SLACK_API_KEY", "SENTRY_DSN", "SENDGRID_API_KEY", "DATABASE_URL"]),
    );
    expect(vars["DATABASE_URL"]).toMatch(/^postgres:\/\//);
    const addons = await heroku<{ id: string; plan: { name: string }; state: string }[]>(
      "GET",
      `/apps/${appId}/addons`,
    );
    expect(addons.map(({ plan, state }) => `${plan.name} ${state}`).sort()).toEqual([
      "heroku-postgresql:essential-0 provisioned",
      "scheduler:standard provisioned",
    ]);
    const database = addons.find(({ plan }) => plan.name.startsWith("heroku-postgresql"))!;
    expect(await heroku("GET", `/client/v11/databases/${database.id}/transfer-schedules`)).toEqual([
      expect.objectContaining({ hour: 2, timezone: "America/Chicago" }),
    ]);
    expect(await heroku("GET", `/apps/${appId}/jobs`)).toMatchObject({
      data: [{ attributes: { command: "python manage.py background_tasks --duration 600", every: 10, at: 0 } }],
    });
    expect(await heroku("GET", `/apps/${appId}/formation/web`)).toMatchObject({ quantity: 1, size: "Basic" });
  });

  it("is there as GitHub shows it", async () => {
    expect(await github("GET", repository)).toMatchObject({ default_branch: "master" });
    expect(await github("GET", `${repository}/branches/master/protection`)).toMatchObject({
      required_status_checks: {
        strict: true,
        contexts: expect.arrayContaining(["frontend", "backend", "integration"]) as unknown,
      },
      allow_force_pushes: { enabled: false },
    });
    expect((await stage.github("GET", `${repository}/contents/.github/workflows/ci.yml`)).status).toBe(200);
    expect(await github("GET", `${repository}/environments/production`)).toMatchObject({
      deployment_branch_policy: { protected_branches: true },
    });
    const secrets = await github<{ secrets: { name: string }[] }>("GET", `${repository}/actions/secrets`);
    expect(secrets.secrets.map(({ name }) => name).sort()).toEqual(["CYPRESS_RECORD_KEY", "SLACK_API_KEY"]);
    const kept = await github<{ secrets: { name: string }[] }>("GET", `${repository}/environments/production/secrets`);
    expect(kept.secrets.map(({ name }) => name)).toEqual(["HEROKU_API_KEY"]);
  });

  it("serves the application at its URL", async () => {
    const url = new URL((await stage.pulumi("stack", "output", "url")).stdout.trim());
    // The name under .localhost does not resolve in every client: the router goes by the Host header.
    const { execa } = await import("execa");
    const page = await execa("curl", [
      "--silent",
      "--fail",
      "--resolve",
      `${url.hostname}:${url.port}:127.0.0.1`,
      url.href,
    ]);
    expect(page.stdout).toContain("Penny University");
  });

  it("keeps no secret in plain text in its state, nor in what it prints", async () => {
    const state = (await stage.pulumi("stack", "export")).stdout;
    const preview = (await stage.pulumi("preview", "--diff", "--json")).stdout;
    for (const secret of ["sandbox-stand-in-for-", stage.env["HEROKU_API_KEY"]!, stage.env["GITHUB_TOKEN"]!]) {
      expect(state).not.toContain(secret);
      expect(preview).not.toContain(secret);
    }
    expect(JSON.parse(state)).toHaveProperty("deployment.resources");
  });

  it("is kept by every policy from a declaration that would harm it", async () => {
    const copy = copyProject({ packages: true });
    try {
      harm(copy);
      const pack = ["--policy-pack", "policy/pulumi-analyzer-policy-penny"];
      const preview = await stage.run(`${relative(project, copy.folder)}/bin/pulumi`, [
        "preview",
        "--refresh",
        ...pack,
      ]);
      expect(preview.exitCode).not.toBe(0);
      const fired = [...preview.all.matchAll(/\[(mandatory|advisory)\] +([a-z-]+)/g)].map(
        ([, level, id]) => `${id} ${level}`,
      );
      expect(new Set(fired)).toEqual(
        new Set([...rules.map(({ id, level = "mandatory" }) => `${id} ${level}`), "waivers-in-use advisory"]),
      );
      expect(preview.all).toContain("API_TOKEN is plain text, and looks like a secret.");
      expect(preview.all).not.toContain("swordfish-7");
    } finally {
      copy.remove();
    }
  });

  describe("after a change by hand", () => {
    it("sees a deleted job, and makes it again", async () => {
      const { data } = await heroku<{ data: { id: string }[] }>("GET", `/apps/${appId}/jobs`);
      await stage.heroku("DELETE", `/apps/${appId}/jobs/${data[0]!.id}`);
      expect((await stage.pulumi("preview", "--refresh", "--diff")).all).toContain("SchedulerJob");
      expect((await unchanged()).exitCode).not.toBe(0);
      await mended();
      expect((await heroku<{ data: unknown[] }>("GET", `/apps/${appId}/jobs`)).data).toHaveLength(1);
    });

    it("sees another hour of the backup, and sets it back", async () => {
      const addons = await heroku<{ id: string; plan: { name: string } }[]>("GET", `/apps/${appId}/addons`);
      const database = addons.find(({ plan }) => plan.name.startsWith("heroku-postgresql"))!.id;
      const path = `/client/v11/databases/${database}/transfer-schedules`;
      await stage.heroku("POST", path, { hour: "5", timezone: "America/Chicago", schedule_name: "DATABASE_URL" });
      expect((await stage.pulumi("preview", "--refresh", "--diff")).all).toMatch(/hour\s*: 5 => 2/);
      await mended();
      expect(await heroku("GET", path)).toEqual([expect.objectContaining({ hour: 2 })]);
    });

    it("sees an edited config var, and sets it back without touching others", async () => {
      await stage.heroku("PATCH", `/apps/${appId}/config-vars`, {
        FRONT_END_HOST: "https://elsewhere.example",
        BY_HAND: "kept",
      });
      const preview = (await stage.pulumi("preview", "--refresh", "--diff")).all;
      expect(preview).toContain("FRONT_END_HOST");
      expect(preview).not.toContain("BY_HAND");
      await mended();
      expect(await heroku("GET", `/apps/${appId}/config-vars`)).toMatchObject({
        FRONT_END_HOST: "https://www.pennyuniversity.org",
        BY_HAND: "kept",
      });
    });

    it("sees a required check that was taken away, and requires it again", async () => {
      const path = `${repository}/branches/master/protection/required_status_checks`;
      expect((await stage.github("PATCH", path, { strict: true, contexts: ["frontend", "backend"] })).status).toBe(200);
      expect((await stage.pulumi("preview", "--refresh", "--diff")).all).toContain("integration");
      await mended();
      expect(await github("GET", path)).toMatchObject({ contexts: expect.arrayContaining(["integration"]) as unknown });
    });
  });

  it("stands beside QA, and is not touched when QA is destroyed", async () => {
    const qa = await stage.pulumi("up", "--yes", "--skip-preview", "-s", "qa");
    expect(qa.all).not.toContain("error:");
    expect(qa.exitCode).toBe(0);
    expect((await stage.heroku("GET", "/apps/penny-qa")).status).toBe(200);
    expect((await stage.pulumi("state", "unprotect", "--all", "--yes", "-s", "qa")).exitCode).toBe(0);
    expect((await stage.pulumi("destroy", "--yes", "--skip-preview", "-s", "qa")).exitCode).toBe(0);
    expect((await stage.heroku("GET", "/apps/penny-qa")).status).toBe(404);
    expect((await unchanged()).exitCode).toBe(0);
  });

  it("refuses to be destroyed while it is protected", async () => {
    const destroy = await stage.pulumi("destroy", "--yes", "--skip-preview");
    expect(destroy.exitCode).not.toBe(0);
    expect(destroy.all).toMatch(/protect/);
    expect((await stage.heroku("GET", "/apps/penny-university")).status).toBe(200);
  });

  it("can be destroyed once unprotected, keeps the repository, and is made again", async () => {
    expect((await stage.pulumi("state", "unprotect", "--all", "--yes")).exitCode).toBe(0);
    const destroy = await stage.pulumi("destroy", "--yes", "--skip-preview");
    expect(destroy.all).not.toContain("error:");
    expect(destroy.exitCode).toBe(0);
    expect((await stage.heroku("GET", "/apps/penny-university")).status).toBe(404);
    expect(await github("GET", repository)).toMatchObject({ default_branch: "master" });
    expect((await stage.github("GET", `${repository}/contents/.github/workflows/ci.yml`)).status).toBe(200);
    const up = await stage.pulumi("up", "--yes", "--skip-preview");
    expect(up.all).not.toContain("error:");
    expect(up.exitCode).toBe(0);
    expect((await unchanged()).exitCode).toBe(0);
  });
});

import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createRuntime } from "../../../../sandbox/runtime";
import { freePort } from "../../../../sandbox/runtime/machine/ports";
import { type Database, type Slug } from "../../../../sandbox/runtime/types";

jest.setTimeout(120_000);

const home = mkdtempSync(join(tmpdir(), "penny-test-"));
chmodSync(home, 0o755);
const runtime = createRuntime({ home });
let database: Database;
let slug: Slug;

const configVars = () => ({
  DATABASE_URL: database.url,
  DJANGO_SETTINGS_MODULE: "penny_university.settings.prod",
  FRONT_END_HOST: "https://penny.example.com",
  HEROKU_SLUG_COMMIT: "0123abc",
  SECRET_KEY: "only-for-this-test",
});

async function run(command: string): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  const child = await runtime.processes.run({ command, slug, env: configVars(), log, memoryMb: 512 });
  return { code: await child.exited, text: lines.join("\n") };
}

async function page(url: string): Promise<string> {
  for (let tries = 0; ; tries++) {
    try {
      return await (await fetch(url)).text();
    } catch (error) {
      if (tries > 200) throw error;
      await pause(25);
    }
  }
}

beforeAll(async () => {
  const archive = join(home, "penny.tar.gz");
  const fixtures = join(__dirname, "../../../fixtures");
  execFileSync("tar", ["-czf", archive, "--exclude", "__pycache__", "-C", fixtures, "penny"]);
  await runtime.databases.start();
  database = await runtime.databases.createDatabase({ connectionLimit: 20 });
  const folders = { slugFolder: join(home, "slug"), cacheFolder: join(home, "cache") };
  const log: string[] = [];
  const request = { archive, ...folders, buildpacks: [], env: configVars(), log: (line: string) => log.push(line) };
  slug = await runtime.builder.build(request).catch((error: unknown) => {
    throw new Error(log.join("\n"), { cause: error });
  });
});

afterAll(async () => {
  await runtime.processes.stopAll();
  await runtime.databases.stop();
  rmSync(home, { recursive: true, force: true });
});

describe("the application", () => {
  it("has the process types of Penny University's", () => {
    expect(slug.processTypes).toEqual({
      release: "python manage.py migrate",
      web: "gunicorn penny_university.wsgi",
    });
  });

  it("migrates its database in the release phase", async () => {
    const { code, text } = await run(slug.processTypes["release"]!);
    expect(code).toBe(0);
    expect(text).toContain("Applying pennychat.0004_pennychat_status... OK");
    expect((await runtime.databases.statistics(database)).tables).toBeGreaterThan(5);
  });

  it("works off its background tasks", async () => {
    expect((await run("python manage.py load_examples")).text).toContain("3 members, 3 chats");
    const { code, text } = await run("python manage.py background_tasks --duration 600");
    expect(code).toBe(0);
    expect(text).toMatch(/INFO pennychat\.tasks: task 1 done: .*\n[^]*background_tasks: 3 done, 0 failed$/);
  });

  it("serves its page with what the database holds", async () => {
    const port = await freePort();
    const lines: string[] = [];
    const env = { ...configVars(), PORT: String(port), DYNO: "web.1" };
    const log = (line: string) => lines.push(line);
    const web = await runtime.processes.run({ command: slug.processTypes["web"]!, slug, env, log, memoryMb: 512 });
    const text = await page(`http://127.0.0.1:${port}/`);
    expect(text).toContain("The first compiler");
    expect(text).toContain('<code id="version">0123abc</code>');
    expect(await page(`http://127.0.0.1:${port}/static/main.js`)).toContain("addEventListener");
    await web.stop();
    expect(await web.exited).toBe(0);
    expect(lines.join("\n")).toContain(`Listening at: http://127.0.0.1:${port}`);
  });

  it("can be migrated back, each app by itself, and forward again", async () => {
    expect((await run("python manage.py migrate pennychat 0003")).text).toContain("Unapplying pennychat.0004");
    expect((await run("python manage.py migrate users 0003")).text).toContain("Unapplying users.0004");
    expect((await run(slug.processTypes["release"]!)).code).toBe(0);
  });

  it("passes the checks of Django for a deployment", async () => {
    const { code, text } = await run("python manage.py check --deploy --fail-level ERROR");
    expect({ code, text }).toMatchObject({ code: 0 });
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CliStage, stageCli } from "../../support/heroku-cli/stage";
import { rowsOf } from "../../support/sql";
import { project } from "../../support/stage";

/** docs/runbooks/by-hand.md: its commands, as they stand there, on the sandbox, with Heroku's own CLI and git. */
jest.setTimeout(600_000);

const app = "penny-university";
const everybody = "SELECT id::int, first_name FROM users_user ORDER BY id";
const names = "SELECT name FROM django_migrations WHERE app = 'users' AND name LIKE '0005%'";
const poison = `from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [("users", "0004_fill_display_name")]
    operations = [migrations.RunSQL("UPDATE users_user SET first_name = ''", migrations.RunSQL.noop)]
`;

/** The commands of each part of the page, by its number. */
const parts = readFileSync(join(project, "docs/runbooks/by-hand.md"), "utf8")
  .split(/^## \d\. /m)
  .slice(1)
  .map(commands);

function commands(part: string): string[] {
  const blocks = [...part.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, block]) => block ?? "");
  return blocks.flatMap((block) => block.split("\n").filter(Boolean));
}

let cli: CliStage;

async function types(command: string): Promise<string> {
  const { exitCode, all } = await cli.run("bash", ["-c", command]);
  expect({ command, exitCode, all }).toMatchObject({ exitCode: 0 });
  return all;
}

async function follows(number: number): Promise<void> {
  for (const command of parts[number - 1] ?? []) await types(command);
}

async function sql(query: string): Promise<unknown[]> {
  const url = (await cli.heroku("config:get", "DATABASE_URL", "--app", app)).trim();
  return rowsOf(url, query);
}

const head = async (ref: string) => (await cli.git("rev-parse", ref)).stdout.trim();

beforeAll(async () => {
  cli = await stageCli();
  await types(`git remote add origin ${cli.sandbox.urls.github}/penny-university/penny_university.git`);
  await types("git fetch --quiet origin && git checkout --quiet -B master origin/master");
  await cli.heroku("apps:create", app, "--no-remote");
  await cli.heroku("addons:create", "heroku-postgresql:essential-0", "--wait", "--app", app);
  const vars = ["SECRET_KEY=s", "FRONT_END_HOST=http://x", "DJANGO_SETTINGS_MODULE=penny_university.settings.prod"];
  await cli.heroku("config:set", ...vars, "--app", app);
});
afterAll(() => cli?.close());

describe("the way by hand", () => {
  it("begins with the remote and maintenance mode", async () => {
    await follows(1);
    expect(JSON.parse(await cli.heroku("apps:info", "--app", app, "--json"))).toMatchObject({
      app: { maintenance: true },
    });
    await types("git push --quiet production master:main");
    await sql(`INSERT INTO users_user (id, email, password, first_name, last_name, display_name, created_at)
               VALUES (1, 'ada@example.org', '', 'Ada', '', '', now())`);
    await types("heroku pg:backups:capture --app penny-university");
    await cli.commit({ "users/migrations/0005_poison.py": poison }, "Destroy first names");
    await types("git push --quiet production master:main");
    expect(await sql(everybody)).toEqual([{ id: 1, first_name: "" }]);
  });

  it("keeps the damaged state as a backup", async () => {
    await follows(2);
    expect(await types("heroku pg:backups --app penny-university")).toMatch(/b002 .+ Completed/);
  });

  it("migrates back what can be undone, and restores what cannot", async () => {
    const [migrateBack = "", restore = ""] = parts[2] ?? [];
    expect(await sql(names)).toHaveLength(1);
    await types(migrateBack);
    expect(await sql(names)).toEqual([]);
    expect(await sql(everybody)).toEqual([{ id: 1, first_name: "" }]);
    await types(restore);
    expect(await sql(names)).toEqual([]);
    expect(await sql(everybody)).toEqual([{ id: 1, first_name: "Ada" }]);
  });

  it("deploys master again, and lets everybody in", async () => {
    await follows(4);
    const [newest] = JSON.parse(await cli.heroku("releases", "--app", app, "--json")) as { description: string }[];
    expect(newest).toMatchObject({
      description: `Deploy ${(await head("origin/master")).slice(0, 8)}`,
      status: "succeeded",
    });
    await follows(5);
    expect(JSON.parse(await cli.heroku("apps:info", "--app", app, "--json"))).toMatchObject({
      app: { maintenance: false },
    });
    expect(await sql(everybody)).toEqual([{ id: 1, first_name: "Ada" }]);
  });
});

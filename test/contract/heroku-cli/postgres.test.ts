import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { stageCli, type CliStage } from "../../support/heroku-cli/stage";
import { rowsOf } from "../../support/sql";

jest.setTimeout(300_000);

const app = ["--app", "penny-data"] as const;
const confirmed = [...app, "--confirm", "penny-data"] as const;

/** Heroku's own CLI orders, backs up, restores and promotes databases. Each test goes on where the one before it stopped. */
describe("the heroku CLI with databases", () => {
  let cli: CliStage;
  beforeAll(async () => {
    cli = await stageCli();
    await cli.heroku("apps:create", "penny-data");
  });
  afterAll(() => cli?.close());

  const names = async (): Promise<string[]> =>
    (JSON.parse(await cli.heroku("addons", ...app, "--json")) as { name: string }[]).map(({ name }) => name);

  const config = async () => (await cli.api("/apps/penny-data/config-vars")) as Record<string, string>;
  const variables = async () => Object.keys(await config()).sort();
  const sql = async (query: string) => rowsOf((await config())["DATABASE_URL"] ?? "", query);

  it("orders a database and shows it", async () => {
    await cli.heroku("addons:create", "heroku-postgresql:essential-0", ...app);
    await Promise.all([cli.heroku("addons:wait", ...app), cli.heroku("pg:wait", ...app)]);
    const [database, credentials, addon, answer] = await Promise.all([
      cli.heroku("pg:info", ...app),
      cli.heroku("pg:credentials", ...app),
      cli.heroku("addons:info", "DATABASE", ...app),
      cli.heroku("pg:psql", "--command", "SELECT 6 * 7 AS answer", ...app),
    ]);
    expect(database).toMatch(/Plan: +Essential 0[\s\S]+Status: +Available/);
    expect(credentials).toMatch(/default +active/);
    expect(addon).toContain("penny-data::DATABASE");
    expect(answer).toMatch(/answer[^]+42/);
  });

  it("captures, shows, downloads, restores and deletes backups", async () => {
    await sql("CREATE TABLE kept (id int)");
    await cli.heroku("pg:backups:capture", ...app);
    const [list, info, url] = await Promise.all([
      cli.heroku("pg:backups", ...app),
      cli.heroku("pg:backups:info", "b001", ...app),
      cli.heroku("pg:backups:url", ...app),
      cli.heroku("pg:backups:download", ...app, "--output", "latest.dump"),
    ]);
    expect(list).toMatch(/b001 .+ Completed/);
    expect(info).toMatch(/Status: +Completed/);
    expect(url).toMatch(/^https:\/\/localhost:\d+\/backups\//);
    expect(readFileSync(join(cli.source, "latest.dump"), "latin1").slice(0, 5)).toBe("PGDMP");
    for (const backup of ["b001", url]) {
      await sql("DROP TABLE kept");
      await cli.heroku("pg:backups:restore", backup, "DATABASE_URL", ...confirmed);
      expect(await sql("SELECT * FROM kept")).toEqual([]);
    }
  });

  it("restores a backup of another app", async () => {
    const other = ["--app", "penny-copy"] as const;
    await cli.heroku("apps:create", "penny-copy");
    await cli.heroku("addons:create", "heroku-postgresql:essential-0", ...other, "--wait");
    await cli.heroku("pg:backups:restore", "penny-data::b001", "DATABASE_URL", ...other, "--confirm", "penny-copy");
    const [restores] = await Promise.all([
      cli.heroku("pg:backups", ...other),
      cli.heroku("pg:backups:delete", "b001", ...confirmed),
    ]);
    expect(restores).toMatch(/r001 .+ Completed/);
    expect((await cli.run("heroku", ["pg:backups:url", ...app])).all).toContain("No backups on penny-data");
  });

  it("cancels what runs", async () => {
    let asked: () => void;
    const begun = new Promise<void>((done) => (asked = done));
    const silent = createServer(() => asked()).listen(0, "127.0.0.1");
    await once(silent, "listening");
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/never.dump`;
    const restore = cli.run("heroku", ["pg:backups:restore", url, "DATABASE_URL", ...confirmed]);
    await begun;
    expect(await cli.heroku("pg:backups:cancel", ...app)).toBe("");
    silent.closeAllConnections();
    silent.close();
    const { exitCode, all } = await restore;
    expect(exitCode).not.toBe(0);
    expect(all).toContain("the transfer was canceled");
    expect((await cli.run("heroku", ["pg:backups:cancel", ...app])).all).toContain("No active backups/transfers");
  });

  it("schedules backups", async () => {
    await cli.heroku("pg:backups:schedule", "DATABASE_URL", "--at", "02:00 America/Chicago", ...app);
    expect(await cli.heroku("pg:backups:schedules", ...app)).toContain("DATABASE_URL: daily at 2:00 America/Chicago");
    await cli.heroku("pg:backups:unschedule", ...app);
    expect((await cli.run("heroku", ["pg:backups:schedules", ...app])).all).toContain("No backup schedules found");
  });

  it("attaches, upgrades, promotes and destroys add-ons", async () => {
    const [first = ""] = await names();
    await cli.heroku("addons:attach", first, ...app, "--as", "SHARED");
    expect(await variables()).toEqual(["DATABASE_URL", "SHARED_URL"]);
    await cli.heroku("addons:detach", "SHARED", ...app);
    expect(await variables()).toEqual(["DATABASE_URL"]);
    await cli.heroku("addons:upgrade", first, "heroku-postgresql:essential-1", ...app);
    expect(await cli.api("/apps/penny-data/addons")).toMatchObject([
      { plan: { name: "heroku-postgresql:essential-1" } },
    ]);
    expect(await sql("SELECT * FROM kept")).toEqual([]);
    await cli.heroku("addons:create", "heroku-postgresql:essential-0", ...app, "--wait");
    const second = (await names()).find((name) => name !== first) ?? "";
    await cli.heroku("pg:promote", second, ...app);
    expect(await cli.heroku("addons:info", second, ...app)).toContain("penny-data::DATABASE");
    await cli.heroku("addons:destroy", first, ...confirmed);
    expect(await names()).toEqual([second]);
  });
});

import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { stageCli, type CliStage } from "../../support/heroku-cli/stage";

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

  it("orders a database and shows it", async () => {
    await cli.heroku("addons:create", "heroku-postgresql:essential-0", ...app);
    await cli.heroku("addons:wait", ...app);
    expect(await cli.heroku("pg:info", ...app)).toMatch(/Plan: +Essential 0[\s\S]+Status: +Available/);
    expect(await cli.heroku("pg:credentials", ...app)).toMatch(/default +active/);
    expect(await cli.heroku("addons:info", "DATABASE", ...app)).toContain("penny-data::DATABASE");
    await cli.heroku("pg:wait", ...app);
  });

  it("captures, shows, downloads, restores and deletes backups", async () => {
    await cli.heroku("pg:backups:capture", ...app);
    expect(await cli.heroku("pg:backups", ...app)).toMatch(/b001 .+ Completed/);
    expect(await cli.heroku("pg:backups:info", "b001", ...app)).toMatch(/Status: +Completed/);
    await cli.heroku("pg:backups:download", ...app, "--output", "latest.dump");
    const file = join(cli.source, "latest.dump");
    expect(existsSync(file) && readFileSync(file, "latin1").slice(0, 5)).toBe("PGDMP");
    await cli.heroku("pg:backups:restore", "b001", "DATABASE_URL", ...confirmed);
    const url = (await cli.heroku("pg:backups:url", ...app)).trim();
    expect(url).toMatch(/^https:\/\/localhost:\d+\/backups\//);
    await cli.heroku("pg:backups:restore", url, "DATABASE_URL", ...confirmed);
  });

  it("restores a backup of another app", async () => {
    const other = ["--app", "penny-copy"] as const;
    await cli.heroku("apps:create", "penny-copy");
    await cli.heroku("addons:create", "heroku-postgresql:essential-0", ...other, "--wait");
    await cli.heroku("pg:backups:restore", "penny-data::b001", "DATABASE_URL", ...other, "--confirm", "penny-copy");
    expect(await cli.heroku("pg:backups", ...other)).toMatch(/r001 .+ Completed/);
    await cli.heroku("pg:backups:delete", "b001", ...confirmed);
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
  });

  it("attaches, upgrades, promotes and destroys add-ons", async () => {
    const [first = ""] = await names();
    await cli.heroku("addons:attach", first, ...app, "--as", "SHARED");
    await cli.heroku("addons:detach", "SHARED", ...app);
    await cli.heroku("addons:upgrade", first, "heroku-postgresql:essential-1", ...app);
    await cli.heroku("addons:create", "heroku-postgresql:essential-0", ...app, "--wait");
    const second = (await names()).find((name) => name !== first) ?? "";
    await cli.heroku("pg:promote", second, ...app);
    expect(await cli.heroku("addons:info", second, ...app)).toContain("penny-data::DATABASE");
    await cli.heroku("addons:destroy", first, ...confirmed);
    expect(await names()).toEqual([second]);
  });
});

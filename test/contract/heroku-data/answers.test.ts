import { existsSync } from "node:fs";
import { Client } from "pg";
import type { Answer } from "../../support/heroku-platform";
import { openSandbox, type OpenSandbox } from "../../support/sandbox";
import { schemaOf } from "../../support/schema-of";
import { rowsOf } from "../../support/sql";

interface Transfer {
  readonly uuid: string;
  readonly num: number;
  readonly from_type: string;
  readonly to_type: string;
  readonly to_url: string;
  readonly succeeded: boolean | null;
  readonly finished_at: string | null;
  readonly processed_bytes: number;
  readonly schedule?: { readonly uuid: string };
  readonly logs?: readonly { readonly message: string }[];
}

jest.setTimeout(60_000);

const violations = schemaOf("heroku-data");
const hour = 3_600_000;
const transfers = "/client/v11/apps/penny-data/transfers";
let stage: OpenSandbox;
let database: string;

/** Calls, and fails when the answer is not what the schema says. */
async function get<T>(method: string, path: string, status: number, definition: string, body?: unknown): Promise<T> {
  const answer: Answer<T> = await stage.heroku<T>(method, path, { body, headers: { accept: "application/json" } });
  expect([method, path, answer.status, violations(definition, answer.body)]).toEqual([method, path, status, []]);
  return answer.body;
}

async function finished(uuid: string, of = transfers): Promise<Transfer> {
  for (;;) {
    const transfer = await get<Transfer>("GET", `${of}/${uuid}?verbose=true`, 200, "transfer");
    if (transfer.finished_at !== null) return transfer;
  }
}

async function capture(): Promise<Transfer> {
  const { uuid } = await get<Transfer>("POST", `${database}/backups`, 201, "transfer");
  return finished(uuid);
}

async function query(sql: string, of = database): Promise<unknown[]> {
  const { resource_url: url } = await get<{ resource_url: string }>("GET", of, 200, "database");
  return rowsOf(url, sql);
}

const listed = () => get<Transfer[]>("GET", transfers, 200, "transfers");

beforeAll(async () => {
  stage = await openSandbox();
  await stage.heroku("POST", "/apps", { body: { name: "penny-data" } });
  const addon = await stage.heroku<{ id: string }>("POST", "/apps/penny-data/addons", {
    body: { plan: "heroku-postgresql:essential-0" },
  });
  database = `/client/v11/databases/${addon.body.id}`;
});
afterAll(() => stage?.close());

describe("the Data API", () => {
  it("knows nothing, without a body, of a database that is provisioning", async () => {
    const answer = await stage.heroku("GET", database);
    expect([answer.status, answer.body]).toEqual([404, ""]);
    await stage.advance(5000);
  });

  it("describes a database, by id and by name", async () => {
    const { name } = await get<{ name: string }>("GET", database, 200, "database");
    await get("GET", `/client/v11/databases/${name}`, 200, "database");
    await get("GET", `${database}/wait_status`, 200, "waitStatus");
    await get("GET", `${database.replace("client/v11", "postgres/v0")}/credentials`, 200, "credentials");
  });

  it("refuses a wrong key, an unknown database and an unknown app", async () => {
    expect((await stage.heroku("GET", database, { key: "wrong" })).status).toBe(401);
    await get("GET", "/client/v11/databases/postgresql-nowhere-1", 404, "error");
    await get("GET", "/client/v11/apps/nobody/transfers", 404, "error");
    await get("GET", `${transfers}/99`, 404, "error");
  });

  it("captures and restores what is really in the database", async () => {
    await query("create table chats (topic text); insert into chats values ('pennies')");
    const backup = await capture();
    expect(backup).toMatchObject({ num: 1, succeeded: true, from_type: "pg_dump", to_type: "gof3r" });
    expect(backup.processed_bytes).toBeGreaterThan(500);
    await query("update chats set topic = 'lost'; create table added_later (id int)");
    const begun = await get<Transfer>("POST", `${database}/restores`, 201, "transfer", { backup_url: backup.to_url });
    expect(await finished(begun.uuid)).toMatchObject({
      num: 2,
      succeeded: true,
      from_type: "gof3r",
      to_type: "pg_restore",
    });
    expect(await query("select topic from chats")).toEqual([{ topic: "pennies" }]);
    expect(await query("select to_regclass('added_later') as found")).toEqual([{ found: null }]);
  });

  it("gives a URL of a backup that downloads for an hour", async () => {
    const { url } = await get<{ url: string }>("POST", `${transfers}/1/actions/public-url`, 201, "publicUrl");
    const answer = await fetch(url);
    expect([answer.status, (await answer.text()).slice(0, 5)]).toEqual([200, "PGDMP"]);
    expect((await fetch(url.split("?")[0] ?? "")).status).toBe(403);
    await stage.advance(61 * 60_000);
    expect((await fetch(url)).status).toBe(403);
    await get("POST", `${transfers}/2/actions/public-url`, 400, "error");
  });

  it("restores another app's backup, by its location and by its public URL while that is good", async () => {
    await stage.heroku("POST", "/apps", { body: { name: "penny-copy" } });
    const { body } = await stage.heroku<{ id: string }>("POST", "/apps/penny-copy/addons", {
      body: { plan: "heroku-postgresql:essential-0" },
    });
    await stage.advance(5000);
    const copy = `/client/v11/databases/${body.id}`;
    const restores = `${copy}/restores`;
    const read = async (url: string | undefined): Promise<Transfer & { readonly rows: unknown[] }> => {
      const { uuid } = await get<Transfer>("POST", restores, 201, "transfer", { backup_url: url });
      const done = await finished(uuid, "/client/v11/apps/penny-copy/transfers");
      const rows = done.succeeded ? await query("select topic from chats", copy) : [];
      return { ...done, rows };
    };
    const { to_url: location } = await get<Transfer>("GET", `${transfers}/1`, 200, "transfer");
    const { url } = await get<{ url: string }>("POST", `${transfers}/1/actions/public-url`, 201, "publicUrl");
    for (const address of [location, url])
      expect(await read(address)).toMatchObject({ succeeded: true, from_type: "gof3r", rows: [{ topic: "pennies" }] });
    await stage.advance(61 * 60_000);
    expect((await read(url)).logs?.at(-1)?.message).toBe(`${location} answered 403`);
    await stage.heroku("DELETE", "/apps/penny-copy");
  });

  it("restores from someone else's URL, and says why one does not serve", async () => {
    const { url } = await get<{ url: string }>("POST", `${transfers}/1/actions/public-url`, 201, "publicUrl");
    const foreign = url.replace("127.0.0.1", "localhost");
    const good = await get<Transfer>("POST", `${database}/restores`, 201, "transfer", { backup_url: foreign });
    expect(await finished(good.uuid)).toMatchObject({ succeeded: true, from_type: "htcat" });
    const unsigned = foreign.split("?")[0];
    const bad = await get<Transfer>("POST", `${database}/restores`, 201, "transfer", { backup_url: unsigned });
    const failed = await finished(bad.uuid);
    expect(failed.succeeded).toBe(false);
    expect(failed.logs?.at(-1)?.message).toBe(`${unsigned} answered 403`);
    await get("POST", `${database}/restores`, 400, "error", { backup_url: "file:///etc/passwd" });
    await get("POST", `${database}/restores`, 400, "error", {});
  });

  it("resets a database, with extensions when they are wanted, and ends its sessions", async () => {
    const { resource_url: connectionString } = await get<{ resource_url: string }>("GET", database, 200, "database");
    const client = new Client({ connectionString, ssl: { rejectUnauthorized: false } });
    const ended = new Promise((done) => client.on("error", done));
    await client.connect();
    await get("POST", `${database}/connection_reset`, 200, "done");
    await ended;
    await get("PUT", `${database}/stats_reset`, 200, "done");
    await get("PUT", `${database}/reset`, 200, "done", { extensions: ["pgcrypto"] });
    expect(await query("select to_regclass('chats') as found, length(gen_salt('md5')) as salt")).toEqual([
      { found: null, salt: 11 },
    ]);
    await get("PUT", `${database}/reset`, 400, "error", { extensions: ["no_such_extension"] });
    const { to_url: backup_url } = await get<Transfer>("GET", `${transfers}/1`, 200, "transfer");
    const body = { backup_url, extensions: ["pgcrypto"] };
    await finished((await get<Transfer>("POST", `${database}/restores`, 201, "transfer", body)).uuid);
    expect(await query("select topic, length(gen_salt('md5')) as salt from chats")).toEqual([
      { topic: "pennies", salt: 11 },
    ]);
  });

  it("does not cancel what has finished, and forgets what was deleted", async () => {
    await get("POST", `${transfers}/1/actions/cancel`, 400, "error");
    const deleted = await get<{ deleted_at: string | null }>("DELETE", `${transfers}/2`, 200, "transfer");
    expect(deleted.deleted_at).not.toBeNull();
    await get("GET", `${transfers}/2`, 410, "error");
    expect((await listed()).map(({ num }) => num)).not.toContain(2);
  });

  it("keeps as many backups made by hand as the plan has, the newest", async () => {
    for (let n = 0; n < 6; n++) await capture();
    const backups = (await listed()).filter(({ to_type: type }) => type === "gof3r");
    expect(backups).toHaveLength(5);
    expect(backups.map(({ num }) => num)).not.toContain(1);
  });

  it("keeps one schedule of a name: sending it again changes it", async () => {
    const schedules = `${database}/transfer-schedules`;
    const made = await get<{ uuid: string }>("POST", schedules, 201, "schedule", { hour: "05", timezone: "UTC" });
    const changed = { hour: 2, timezone: "America/Chicago", schedule_name: "DATABASE_URL" };
    expect(await get("POST", schedules, 200, "schedule", changed)).toMatchObject({ uuid: made.uuid, hour: 2 });
    expect(await get<unknown[]>("GET", schedules, 200, "schedules")).toHaveLength(1);
    for (const hour of [24, -1, 1.5, "noon", null, undefined])
      await get("POST", schedules, 400, "error", { hour, timezone: "UTC" });
    for (const timezone of ["EST", "America/Gotham", 5])
      expect(await get("POST", schedules, 400, "error", { hour: 2, timezone })).toMatchObject({
        message: `Unknown time zone "${timezone}"`,
      });
  });

  it("captures every night, and keeps a week and the last of the week before", async () => {
    const happened: string[] = [];
    const stop = stage.sandbox.journal.listen(({ at, kind, result }) => happened.push(`${at} ${kind} ${result}`));
    await stage.advance(13 * 24 * hour);
    stop();
    expect(happened).toHaveLength(13);
    expect(happened[0]).toBe("2026-11-24T08:00:00.000Z backup succeeded");
    const nightly = (await listed()).filter(({ schedule }) => schedule !== undefined);
    expect(nightly).toHaveLength(8);
    expect(nightly.every(({ succeeded }) => succeeded)).toBe(true);
  });

  it("stands still while the clock is paused", async () => {
    stage.sandbox.clock.pause();
    await stage.sandbox.clock.tick();
    const before = await listed();
    stage.sandbox.clock.resume();
    expect(await listed()).toEqual(before);
  });

  it("ends a schedule when it is deleted", async () => {
    const schedules = `${database}/transfer-schedules`;
    const [schedule] = await get<{ uuid: string }[]>("GET", schedules, 200, "schedules");
    await get("DELETE", `${schedules}/${schedule?.uuid}`, 200, "schedule");
    await get("DELETE", `${schedules}/${schedule?.uuid}`, 404, "error");
    expect(await get<unknown[]>("GET", schedules, 200, "schedules")).toEqual([]);
  });

  it("says of what it does not do that the sandbox does not do it", async () => {
    await get("GET", `${database.replace("client/v11", "postgres/v0")}/config`, 501, "error");
  });

  it("has no backup of an app that was deleted", async () => {
    const files = (await listed()).map(({ uuid }) => stage.sandbox.home.path("backups", `${uuid}.dump`));
    expect(files.filter(existsSync)).not.toEqual([]);
    await stage.heroku("DELETE", "/apps/penny-data");
    await get("GET", transfers, 404, "error");
    await get("GET", database, 404, "error");
    expect(files.filter(existsSync)).toEqual([]);
  });
});

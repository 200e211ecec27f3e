import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { serveDump, type DumpServer } from "../../../support/dump-server";
import { type PartlyDone, type State } from "../../../support/provider-client";
import { stageProvider, type ProviderStage } from "../../../support/provider-stage";

jest.setTimeout(60_000);

const people = [
  { id: 1, name: "Ada" },
  { id: 2, name: "Grace" },
];

describe("a restore", () => {
  let stage: ProviderStage;
  let folder: string;
  let dump: DumpServer;
  let app: string;
  let database: State;

  const sql = async (query: string): Promise<unknown[]> => {
    const { body } = await stage.heroku<{ DATABASE_URL: string }>("GET", `/apps/${app}/config-vars`);
    const client = new Client({ connectionString: body.DATABASE_URL, ssl: { rejectUnauthorized: false } });
    await client.connect();
    try {
      return (await client.query(query)).rows as unknown[];
    } finally {
      await client.end();
    }
  };
  const restoresOf = async (of: string) => {
    const { body } = await stage.heroku<{ to_type: string }[]>("GET", `/client/v11/apps/${of}/transfers`);
    return body.filter(({ to_type }) => to_type === "pg_restore");
  };
  const makeDatabase = async (name: string) => {
    app = (await stage.provider.make("App", { name })).id;
    database = await stage.provider.make("Addon", { app, plan: "heroku-postgresql:essential-0" });
  };
  const restore = (backup: string) => stage.provider.make("PostgresRestore", { database: database.id, backup });

  /** An app `source` with a backup b001, which also lies behind a URL. */
  beforeAll(async () => {
    stage = await stageProvider({ databases: true });
    folder = mkdtempSync(join(tmpdir(), "dump-"));
    await makeDatabase("source");
    await sql("CREATE TABLE people (id int PRIMARY KEY, name text)");
    await sql("INSERT INTO people VALUES (1, 'Ada'), (2, 'Grace')");
    const transfers = "/client/v11/apps/source/transfers";
    const { body: started } = await stage.heroku<{ uuid: string }>(
      "POST",
      `/client/v11/databases/${database.id}/backups`,
    );
    const ended = async () => {
      const { body } = await stage.heroku<{ finished_at: string | null }>("GET", `${transfers}/${started.uuid}`);
      return body.finished_at !== null;
    };
    while (!(await ended())) await new Promise((resolve) => setTimeout(resolve, 20));
    const { body } = await stage.heroku<{ url: string }>("POST", `${transfers}/1/actions/public-url`);
    writeFileSync(join(folder, "b001.dump"), Buffer.from(await (await fetch(body.url)).arrayBuffer()));
    dump = await serveDump(join(folder, "b001.dump"));
  });
  afterAll(async () => {
    await dump.close();
    rmSync(folder, { recursive: true, force: true });
    await stage.close();
  });
  afterEach(() => {
    dump.answer(200);
    stage.faults.clear();
  });

  it("of another app's backup fills an empty database, and has nothing to change afterwards", async () => {
    await makeDatabase("of-a-backup");
    const made = await restore("source::b001");
    expect(await sql("SELECT * FROM people ORDER BY id")).toEqual(people);
    expect(made).toMatchObject({ id: database.id, properties: { status: "succeeded" } });
    const seen = await stage.provider.read("PostgresRestore", made.id, made);
    expect(await stage.provider.diff("PostgresRestore", seen!, made.inputs)).toEqual([]);
  });

  it("of a dump behind a signed URL happens once, and never shows the URL", async () => {
    await makeDatabase("of-a-url");
    const made = await restore(dump.url);
    expect(await sql("SELECT * FROM people ORDER BY id")).toEqual(people);
    const asked = dump.asked();
    const seen = await stage.provider.read("PostgresRestore", made.id, made);
    await stage.provider.update("PostgresRestore", seen!, made.inputs);
    expect(dump.asked()).toBe(asked);
    expect(await restoresOf("of-a-url")).toHaveLength(1);
    expect(JSON.stringify(seen)).not.toContain("of-the-store-alone");
  });

  it("never overwrites: neither a database with tables, nor with another backup one that it filled", async () => {
    await makeDatabase("in-use");
    await sql("CREATE TABLE people (id int PRIMARY KEY)");
    await expect(restore("source::b001")).rejects.toThrow(
      /has 1 table: a declared restore fills an empty database only, and nothing was restored\..*bin\/penny restore/,
    );
    await sql("DROP TABLE people");
    const made = await restore("source::b001");
    const { inputs } = await stage.provider.check("PostgresRestore", { database: database.id, backup: dump.url });
    await expect(stage.provider.diff("PostgresRestore", made, inputs)).rejects.toThrow(
      /filled from another backup, and may be in use: nothing was restored/,
    );
    expect(await restoresOf("in-use")).toHaveLength(1);
  });

  it("that fails says why without the URL, and is done anew by the next up, with a corrected URL too", async () => {
    await makeDatabase("fails-once");
    dump.answer(403);
    const failed = (await restore(dump.url).catch((error: unknown) => error)) as PartlyDone;
    expect(failed.message).toMatch(/the restore failed: .* answered 403\. See `heroku pg:backups:info r001 --app/);
    expect(failed.message).not.toMatch(/private|Signature/);
    expect(failed.state.properties).toMatchObject({ status: "failed" });
    dump.answer(200);
    const half = { ...failed.state, inputs: { database: database.id, backup: dump.url } };
    expect(await stage.provider.diff("PostgresRestore", half, half.inputs)).toEqual(["status: UPDATE"]);
    const corrected = { database: database.id, backup: `${dump.url}&anew=1` };
    const done = await stage.provider.update("PostgresRestore", half, corrected);
    expect(done.properties).toMatchObject({ status: "succeeded" });
    expect(await sql("SELECT * FROM people ORDER BY id")).toEqual(people);
  });

  it("whose begin's answer is lost is not begun again", async () => {
    await makeDatabase("answer-lost");
    stage.faults.add({ id: "lost", method: "POST", path: "/restores$", act: "lose-answer", times: 1 });
    expect((await restore("source::b001")).properties).toMatchObject({ status: "succeeded" });
    expect(await restoresOf("answer-lost")).toHaveLength(1);
  });

  it("is gone with its database, and is imported by it", async () => {
    await makeDatabase("imported");
    const made = await restore("source::b001");
    const imported = await stage.provider.read("PostgresRestore", database.properties["name"] as string);
    expect(imported).toMatchObject({ id: database.id, properties: { status: "succeeded" } });
    // Declaring the backup then changes nothing.
    expect(await stage.provider.diff("PostgresRestore", imported!, made.inputs)).toEqual(["backup: ADD"]);
    await stage.provider.delete("PostgresRestore", made);
    expect(await sql("SELECT * FROM people ORDER BY id")).toEqual(people);
    await stage.provider.delete("Addon", database);
    expect(await stage.provider.read("PostgresRestore", made.id, made)).toBeUndefined();
  });

  it("of a backup that is not there says which are, and of an app that is gone what to do", async () => {
    await makeDatabase("none-there");
    await expect(restore("source::b042")).rejects.toThrow(
      "has no backup b042 that succeeded and is kept; it has the numbers 001",
    );
    await expect(restore("destroyed-app::b001")).rejects.toThrow(/with an app its backups are gone\. Declare the URL/);
    expect(await restoresOf("none-there")).toEqual([]);
  });

  it.each(["/var/backups/b001.dump", "b001", "http://example.com/b001.dump", "ftp://example.com/b001.dump"])(
    "takes no %s, and does not quote it",
    async (backup) => {
      const { failures } = await stage.provider.check("PostgresRestore", { database: "x", backup });
      expect(failures).toEqual([expect.stringMatching(/it is not where a backup is\. Allowed: <app>::<backup>/)]);
      expect(failures.join()).not.toContain(backup);
    },
  );
});

import { join } from "node:path";
import { request } from "undici";
import { serveDump, type DumpServer } from "../support/dump-server";
import { copyProject, type ProjectCopy } from "../support/project-copy";
import { rowsOf } from "../support/sql";
import { openStage, type Stage } from "../support/stage";

/** The app is gone, and its database and all its backups with it: docs/runbooks/recreate.md. Each test goes on where the one before it stopped. */
jest.setTimeout(300_000);

const app = "penny-university";
const repository = "/repos/penny-university/penny_university";
const settings = "Pulumi.production.yaml";
const people = [
  { id: 1, email: "ada@example.org", first_name: "Ada" },
  { id: 2, email: "grace@example.org", first_name: "Grace" },
];
const chats = [{ id: 7, title: "Sorting in linear time", organizer_id: 2 }];

let copy: ProjectCopy;
let stage: Stage;
let dump: DumpServer | undefined;

beforeAll(async () => {
  copy = copyProject({ packages: true });
  stage = await openStage(copy.folder);
});
afterAll(async () => {
  await stage?.close();
  await dump?.close();
  copy?.remove();
});

const heroku = async <T>(path: string) => (await stage.heroku("GET", path)).body as T;
const penny = (...args: string[]) => stage.run("bin/penny", args, { env: { ...stage.env } });

async function succeeds(running: Promise<{ exitCode: number; all: string }>): Promise<string> {
  const ran = await running;
  expect(ran.all).not.toContain("error:");
  expect(ran.exitCode).toBe(0);
  return ran.all;
}

async function sql(query: string): Promise<unknown[]> {
  const { DATABASE_URL: url } = await heroku<{ DATABASE_URL: string }>(`/apps/${app}/config-vars`);
  return rowsOf(url, query);
}

/** What must be again as it was; ids of Heroku's are new ones. */
async function production() {
  const { id } = await heroku<{ id: string }>(`/apps/${app}`);
  const addons = await heroku<{ id: string; plan: { name: string } }[]>(`/apps/${id}/addons`);
  const database = addons.find(({ plan }) => plan.name.startsWith("heroku-postgresql"))!;
  const schedules = await heroku<{ hour: number; timezone: string }[]>(
    `/client/v11/databases/${database.id}/transfer-schedules`,
  );
  const { data: jobs } = await heroku<{ data: { attributes: { command: string; every: number; at: number } }[] }>(
    `/apps/${id}/jobs`,
  );
  const { DATABASE_URL: _new, ...vars } = await heroku<Record<string, string>>(`/apps/${id}/config-vars`);
  const web = await heroku<{ quantity: number; size: string }>(`/apps/${id}/formation/web`);
  const { secrets } = (await stage.github("GET", `${repository}/environments/production/secrets`)).body as {
    secrets: { name: string }[];
  };
  return {
    vars,
    plans: addons.map(({ plan }) => plan.name).sort(),
    schedules: schedules.map(({ hour, timezone }) => ({ hour, timezone })),
    jobs: jobs.map(({ attributes: { command, every, at } }) => ({ command, every, at })),
    web: [web.quantity, web.size],
    protection: (await stage.github("GET", `${repository}/branches/master/protection`)).body,
    secrets: secrets.map(({ name }) => name),
  };
}

describe("production that is gone, app, database and backups", () => {
  let before: Awaited<ReturnType<typeof production>>;

  it("was made, used, and had a backup downloaded", async () => {
    await succeeds(stage.pulumi("up", "--yes", "--skip-preview"));
    for (const { id, email, first_name: name } of people)
      await sql(`INSERT INTO users_user (id, email, password, first_name, last_name, display_name, created_at)
                 VALUES (${id}, '${email}', '', '${name}', '', '', '2026-11-01 10:00:00+00')`);
    await sql(`INSERT INTO pennychat_pennychat (id, title, description, date, status, organizer_id)
               VALUES (7, 'Sorting in linear time', '', '2026-11-02 10:00:00+00', 'shared', 2)`);
    await succeeds(penny("backup", "capture"));
    await succeeds(penny("backup", "download", "latest", "--output", join(stage.home, "kept.dump")));
    dump = await serveDump(join(stage.home, "kept.dump"));
    before = await production();
    expect((await stage.heroku("DELETE", `/apps/${app}`)).status).toBe(200);
    expect((await stage.heroku("GET", `/client/v11/apps/${app}/transfers`)).status).toBe(404);
  });

  it("is made anew by one `penny up` with restoreFrom, with the data row for row", async () => {
    copy.edit(settings, (text) => text.replace(/(database:\n +plan: \S+\n)( +)/, `$1$2restoreFrom: ${dump!.url}\n$2`));
    const plan = await penny("up", "--plan", "--json");
    const { digest } = JSON.parse(plan.stdout) as { digest: string };
    const up = await succeeds(penny("up", "--yes", "--approve", digest));
    expect(plan.all + up).not.toContain("Signature");
    expect(await sql("SELECT id::int, email, first_name FROM users_user ORDER BY id")).toEqual(people);
    expect(await sql("SELECT id::int, title, organizer_id::int FROM pennychat_pennychat")).toEqual(chats);
    expect(await production()).toEqual(before);
  });

  it("serves the restored data", async () => {
    const { web_url: webUrl } = await heroku<{ web_url: string }>(`/apps/${app}`);
    const { host, port } = new URL(webUrl);
    // The name under .localhost does not resolve in every client: the router goes by the Host header.
    const answer = await request(`http://127.0.0.1:${port}/api/chats/`, { headers: { host } });
    expect(await answer.body.json()).toMatchObject({ results: [{ id: 7, title: "Sorting in linear time" }] });
  });

  it("restores nothing by a second `up`, and keeps the URL of the dump out of sight", async () => {
    await sql("DELETE FROM pennychat_pennychat");
    const again = await succeeds(stage.pulumi("up", "--yes", "--refresh", "--skip-preview", "--expect-no-changes"));
    expect(await sql("SELECT id FROM pennychat_pennychat")).toEqual([]);
    expect(dump!.asked()).toBe(1);
    const { stdout: state } = await stage.pulumi("stack", "export");
    expect(state).toContain("heroku:index:PostgresRestore");
    expect(state).not.toContain("Signature");
    expect(again).not.toContain("Signature");
  });

  it("refuses another backup, in the preview, for the database is in use", async () => {
    copy.edit(settings, (text) => text.replace(/restoreFrom: .*/, "restoreFrom: penny-qa::b001"));
    const preview = await stage.pulumi("preview");
    expect(preview.exitCode).not.toBe(0);
    expect(preview.all).toMatch(/was filled from another backup, and may be in use: nothing was restored/);
    expect(await sql("SELECT count(*)::int FROM users_user")).toEqual([{ count: 2 }]);
  });
});

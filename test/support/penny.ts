import { PassThrough } from "node:stream";
import { type Client } from "pg";
import { SchedulerClient } from "../../clients/heroku-scheduler";
import { run } from "../../operations/main";
import { openSandbox, type OpenSandbox } from "./sandbox";
import { connectTo } from "./sql";

export interface PennyRan {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface PennyOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Called with each piece of what it says on stdout. */
  readonly heard?: (text: string) => void;
}

/** `penny` in this process, on a sandbox in this process, where the app penny-university has a database, Scheduler and a job. */
export interface PennyStage extends OpenSandbox {
  /** Runs the command as bin/penny does. */
  penny(args: readonly string[], options?: PennyOptions): Promise<PennyRan>;
  sql(query: string): Promise<unknown[]>;
  /** A connection to the app's database, which the test ends. */
  connect(): Promise<Client>;
  /** The commands of the app's Scheduler jobs. */
  jobs(): Promise<string[]>;
  maintenance(): Promise<boolean>;
}

export const app = "penny-university";
export const jobCommand = "python manage.py background_tasks --duration 600";

export async function openPenny(): Promise<PennyStage> {
  const stage = await openSandbox();
  try {
    await makeApp(stage);
  } catch (error) {
    await stage.close();
    throw error;
  }
  const scheduler = schedulerOf(stage);
  const { id } = (await stage.heroku<{ id: string }>("GET", `/apps/${app}`)).body;
  return {
    ...stage,
    penny: (args, options) => penny(stage, args, options),
    sql: (query) => sql(stage, query),
    connect: () => connect(stage),
    jobs: async () => (await scheduler.jobs.list(id)).map(({ command }) => command),
    maintenance: async () => (await stage.heroku<{ maintenance: boolean }>("GET", `/apps/${app}`)).body.maintenance,
    close: async () => {
      await scheduler.close();
      await stage.close();
    },
  };
}

async function makeApp(stage: OpenSandbox): Promise<void> {
  const { id } = (await stage.heroku<{ id: string }>("POST", "/apps", { body: { name: app } })).body;
  for (const plan of ["heroku-postgresql:essential-0", "scheduler:standard"])
    await stage.heroku("POST", `/apps/${app}/addons`, { body: { plan } });
  await stage.advance(60_000);
  const scheduler = schedulerOf(stage);
  await scheduler.jobs.create(id, { command: jobCommand, dynoSize: "Basic", every: 10, at: 0 });
  await scheduler.close();
}

const schedulerOf = ({ sandbox }: OpenSandbox) =>
  new SchedulerClient({ baseUrl: sandbox.urls.heroku, apiKey: sandbox.credentials.herokuApiKey });

async function penny(
  { sandbox }: OpenSandbox,
  args: readonly string[],
  { env = {}, signal = new AbortController().signal, heard }: PennyOptions = {},
): Promise<PennyRan> {
  const [stdout, stderr] = [listen(heard), listen()];
  const streams = { stdout: stdout.stream, stderr: stderr.stream };
  const code = await run(args, { env: { ...sandbox.env(), ...env }, signal, streams });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function listen(heard: (text: string) => void = () => undefined) {
  const stream = new PassThrough();
  const pieces: string[] = [];
  stream.on("data", (piece: Buffer) => {
    pieces.push(piece.toString());
    heard(piece.toString());
  });
  return { stream, text: () => pieces.join("") };
}

async function connect({ heroku }: OpenSandbox): Promise<Client> {
  const { body } = await heroku<{ DATABASE_URL: string }>("GET", `/apps/${app}/config-vars`);
  return connectTo(body.DATABASE_URL);
}

async function sql(stage: OpenSandbox, query: string): Promise<unknown[]> {
  const client = await connect(stage);
  try {
    return (await client.query(query)).rows as unknown[];
  } finally {
    await client.end();
  }
}

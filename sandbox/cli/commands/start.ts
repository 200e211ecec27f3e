import { InvalidArgumentError, type Command } from "commander";
import { lock } from "proper-lockfile";
import { AdminClient, livingPid, type StatusBody } from "../admin-client";
import { type CliContext, remark, say } from "../context";
import { NotAnswering } from "../errors";
import { launch } from "../launch";

export function addStartCommand(program: Command, context: CliContext): void {
  program
    .command("start")
    .description("start the sandbox in the background and wait until it is ready; harmless when it runs already")
    .option("--port <number>", "first of its six ports, the next free ones are taken; kept for later starts", port)
    .action(async (options: { port?: number }) => start(context, options.port));
}

function port(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0 || number > 65530)
    throw new InvalidArgumentError("It must be a number from 0 (any free ports) to 65530.");
  return number;
}

async function start(context: CliContext, first: number | undefined): Promise<void> {
  const { home } = context;
  home.make();
  // Two starts at once: the second waits for the first and then finds the sandbox running.
  const release = await lock(home.folder, {
    lockfilePath: home.path(".start.lock"),
    retries: { retries: 600, minTimeout: 100, maxTimeout: 100 },
  });
  try {
    const running = await find(context);
    if (running && first !== undefined) remark("--port counts at the next start: bin/sandbox stop, then start --port");
    print(running ?? (await startNew(context, first)));
  } finally {
    await release();
  }
}

/** The sandbox that runs already. */
async function find({ home }: CliContext): Promise<StatusBody | undefined> {
  const record = home.read();
  const pid = livingPid(record);
  if (pid === undefined) {
    if (record?.running)
      remark(`The last sandbox (pid ${record.running.pid}) was killed or the machine went down; its data are kept.`);
    return undefined;
  }
  const { status } = await AdminClient.connect(home).catch(() => {
    throw new NotAnswering(pid, home.logFile);
  });
  say(`The sandbox runs already (pid ${status.pid}).`);
  return status;
}

async function startNew(context: CliContext, first: number | undefined): Promise<StatusBody> {
  const began = Date.now();
  const pid = await launch(context, first, (step) => remark(`${step} ...`));
  const { status } = await AdminClient.connect(context.home);
  say(`The sandbox is ready (pid ${pid}, ${((Date.now() - began) / 1000).toFixed(1)} s).`);
  return status;
}

function print({ urls, log }: StatusBody): void {
  say(`  Heroku (Platform, Data, Scheduler API)  ${urls.heroku}`);
  say(`  GitHub (web and git; /api/v3, GraphQL)  ${urls.github}`);
  say(`  Apps, by host name                      ${urls.router}`);
  say(`  Log                                     ${log}`);
  say(`Look at it in a browser: bin/sandbox console`);
  say(`Point clients at it: eval "$(bin/sandbox env)"`);
}

import type { Command } from "commander";
import { AdminClient, type StatusBody } from "../admin-client";
import { type CliContext, say } from "../context";
import { NotRunning } from "../errors";
import { clockLine } from "./clock";

export function addStatusCommand(program: Command, context: CliContext): void {
  program
    .command("status")
    .description("whether the sandbox runs, where, and what time it is there; exit code 1 when it does not run")
    .option("--json", "for programs")
    .action(async (options: { json?: boolean }) => {
      const status = await find(context);
      if (!status) process.exitCode = 1;
      if (options.json)
        say(
          JSON.stringify(
            status ? { running: true, ...status } : { running: false, home: context.home.folder },
            null,
            2,
          ),
        );
      else if (status) print(status);
      else say("The sandbox is not running. Start it: bin/sandbox start");
    });
}

async function find({ home }: CliContext): Promise<StatusBody | undefined> {
  try {
    return (await AdminClient.connect(home)).status;
  } catch (error) {
    if (error instanceof NotRunning) return undefined;
    throw error;
  }
}

function print(status: StatusBody): void {
  say(`The sandbox runs (pid ${status.pid}, since ${status.started_at}).`);
  say(`  Data    ${status.home}`);
  say(`  Heroku  ${status.urls.heroku}`);
  say(`  GitHub  ${status.urls.github}`);
  say(`  Apps    ${status.urls.router}`);
  say(`  Console ${status.urls.console} (sign in: bin/sandbox console)`);
  say(`  Log     ${status.log}`);
  say(`  Clock   ${clockLine(status.clock)}`);
  const { jobs_without_runner: waiting } = status;
  if (waiting > 0)
    say(
      `  Jobs    ${waiting} of workflows ${waiting === 1 ? "waits" : "wait"} for a runner, which this machine lacks. Bring it: bin/actions-runner`,
    );
  if (status.faults > 0) say(`  Faults  ${status.faults} in force: bin/sandbox faults list`);
}

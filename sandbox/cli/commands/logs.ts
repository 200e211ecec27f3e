import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { InvalidArgumentError, type Command } from "commander";
import { type CliContext } from "../context";
import { NoLog } from "../errors";

export function addLogsCommand(program: Command, { home }: CliContext): void {
  program
    .command("logs")
    .description("the sandbox's own log: requests, schedules, failures")
    .option("-n, --lines <n>", "so many lines from the end", lines, 100)
    .option("-f, --follow", "go on as lines come")
    .action(async (options: { lines: number; follow?: boolean }) => {
      if (!existsSync(home.logFile)) throw new NoLog();
      const args = ["-n", String(options.lines), ...(options.follow ? ["-f"] : []), home.logFile];
      const tail = spawn("tail", args, { stdio: "inherit" });
      await new Promise((done, fail) => tail.once("close", done).once("error", fail));
    });
}

function lines(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}

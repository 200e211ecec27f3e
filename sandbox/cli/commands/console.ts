import { spawn } from "node:child_process";
import type { Command } from "commander";
import { AdminClient } from "../admin-client";
import { type CliContext, remark, say } from "../context";

export function addConsoleCommand(program: Command, { home, env }: CliContext): void {
  program
    .command("console")
    .description("pages in your browser: apps, repositories, requests, the clock; prints the address and opens it")
    .option("--no-open", "only print the address; it lets one browser in, once, within five minutes")
    .action(async (options: { open: boolean }) => {
      const { admin } = await AdminClient.connect(home);
      const { url } = await admin.call<{ url: string }>("POST", "/console-links");
      say(url);
      if (options.open && process.stdout.isTTY && !(await openInBrowser(url, env)))
        remark("No browser could be started here: open the address yourself, within five minutes.");
    });
}

/** False when this machine has no program for it. */
function openInBrowser(url: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  const program = process.platform === "darwin" ? "open" : "xdg-open";
  const opener = spawn(program, [url], { stdio: "ignore", detached: true, env });
  opener.unref();
  return new Promise((done) => {
    opener.once("error", () => done(false));
    opener.once("spawn", () => done(true));
  });
}

import { type Command } from "commander";
import { addCaptureCommand } from "./backup-capture";
import { addDownloadCommand } from "./backup-download";
import { addListCommand } from "./backup-list";
import { addVerifyCommand } from "./backup-verify";
import { type Invocation } from "./session";

export function addBackupCommand(program: Command, invocation: Invocation): void {
  const backup = program
    .command("backup")
    .description("capture, list, verify and download backups of the app's database");
  for (const add of [addCaptureCommand, addListCommand, addVerifyCommand, addDownloadCommand]) add(backup, invocation);
}

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type Command } from "commander";
import { Refused } from "../errors";
import { audited } from "../safety/audited";
import { downloadBackup } from "../steps/download-backup";
import { findBackup } from "../steps/find-backup";
import { size } from "../words";
import { withCommonOptions } from "./common-options";
import { withSession, type CommonOptions, type Invocation } from "./session";

interface DownloadOptions extends CommonOptions {
  readonly output?: string;
}

export class FileExists extends Refused {
  readonly id = "file_exists";
  constructor(file: string) {
    super(`${file} is there already: name another with --output. Nothing was downloaded`);
  }
}

export function addDownloadCommand(parent: Command, invocation: Invocation): void {
  withCommonOptions(parent.command("download"))
    .description("download a backup: the only copy that outlives the app")
    .argument("[backup]", "b003, a004, or latest", "latest")
    .option("-o, --output <file>", "where to; without it, <app>-<backup>.dump in this folder")
    .action((wanted: string, options: DownloadOptions) =>
      withSession(invocation, options, async (context) => {
        const backup = await findBackup(context, wanted);
        const file = resolve(options.output ?? `${backup.app}-${backup.name}.dump`);
        if (existsSync(file)) throw new FileExists(file);
        const progress = context.output.progress(`downloading ${backup.name}`);
        const done = await audited(context, `backup download ${backup.name}`, () =>
          downloadBackup(context, backup, file, progress),
        ).finally(() => progress.end());
        context.output.line(`${backup.name} is in ${file}: ${size(done.bytes)}, sha256 ${done.sha256}`);
        context.output.line("It holds everything that the database holds: keep it where only few can read it.");
        context.output.result({ app: backup.app, backup: backup.name, ...done });
      }),
    );
}

import { LocalProcesses } from "../../sandbox/runtime/processes/runner";

/** A program that runs one process and waits for its own end: tests kill it. Arguments: SANDBOX_HOME, the slug's folder, the command. */
async function main([home, folder, command]: string[]): Promise<void> {
  const slug = { folder: folder!, processTypes: {}, size: 0, detectedBuildpack: "", env: {} };
  const log = (line: string) => console.log(line);
  const run = await new LocalProcesses({ home: home! }).run({ command: command!, slug, env: {}, log, memoryMb: 512 });
  await run.exited;
}

void main(process.argv.slice(2));

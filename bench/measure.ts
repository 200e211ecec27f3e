import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { execa } from "execa";

/** What people wait for. `npm run bench` measures it on this machine and prints a table; the README gives its main figures. */
const commands: Readonly<Record<string, readonly string[]>> = {
  "second `npm start`, nothing to change": ["bin/start"],
  "`bin/pulumi preview`": ["bin/pulumi", "preview"],
  "`bin/pulumi preview --refresh`": ["bin/pulumi", "preview", "--refresh"],
};

const project = join(__dirname, "..");

async function seconds([program, ...args]: readonly string[]): Promise<number> {
  const from = performance.now();
  await execa(join(project, program ?? ""), args, { cwd: project, stdout: "ignore", stderr: "ignore" });
  return (performance.now() - from) / 1000;
}

async function median(command: readonly string[], runs: number): Promise<string> {
  await seconds(command);
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) times.push(await seconds(command));
  times.sort((left, right) => left - right);
  const shown = [times[Math.floor(runs / 2)], times[0], times[runs - 1]].map((time) => time?.toFixed(1));
  return `${shown[0]} s (${shown[1]} to ${shown[2]})`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { runs: { type: "string", default: "5" } } });
  const [cpu] = cpus();
  console.log(
    `${cpus().length} cores (${cpu?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}\n`,
  );
  console.log("| what | median of runs (least to most) |\n| --- | --- |");
  for (const [what, command] of Object.entries(commands))
    console.log(`| ${what} | ${await median(command, Number(values.runs))} |`);
}

void main();

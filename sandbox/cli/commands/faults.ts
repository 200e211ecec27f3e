import { InvalidArgumentError, Option, type Command } from "commander";
import { type Fault, faultActs } from "../../kit/faults";
import { AdminClient } from "../admin-client";
import { type CliContext, say } from "../context";
import { onlySubcommands } from "../only-subcommands";

const example = `
Examples:
  bin/sandbox faults add --service heroku --method POST --path '/builds$' --act lose-answer --times 1
  bin/sandbox faults add --service github --act delay --delay-ms 200 --jitter-ms 800
  bin/sandbox faults add --service github --act answer --status 429 --header 'retry-after: 1' --times 3
  bin/sandbox faults clear`;

export function addFaultsCommand(program: Command, { home }: CliContext): void {
  const faults = program.command("faults").description("failures that the simulators act out, to see what clients do");
  faults.addHelpText("after", example);
  faults
    .command("add")
    .description("from now on, befall matching requests")
    .addOption(new Option("--service <name>", "any when absent").choices(["heroku", "github"]))
    .option("--method <method>", "any when absent")
    .option("--path <pattern>", "regular expression on the path with its query")
    .addOption(new Option("--act <act>", "what happens").choices(faultActs).default("answer"))
    .option("--status <code>", "of the answer", count)
    .option("--header <name: value>", "of the answer; may be repeated", header)
    .option("--body <text>", "of the answer, JSON or text; the vendor's own for the status when absent", jsonOrText)
    .option("--after <n>", "let so many matching requests through first", count)
    .option("--times <n>", "befall so many requests; all when absent", count)
    .option("--delay-ms <ms>", "wait so long first", count)
    .option("--jitter-ms <ms>", "and up to so much longer, at random", count)
    .action(async ({ header: headers, ...options }: Omit<Fault, "id" | "headers"> & { header?: Fault["headers"] }) => {
      const { admin } = await AdminClient.connect(home);
      say(line(await admin.call<Fault>("POST", "/faults", { headers, ...options })));
    });
  const list = async (): Promise<void> => {
    const { admin } = await AdminClient.connect(home);
    const all = await admin.call<Fault[]>("GET", "/faults");
    say(all.length === 0 ? "No faults are in force." : all.map(line).join("\n"));
  };
  faults.command("list").description("the faults in force").action(list);
  onlySubcommands(faults, list);
  faults
    .command("clear")
    .description("end all faults")
    .action(async () => {
      const { admin } = await AdminClient.connect(home);
      say(`${(await admin.call<Fault[]>("DELETE", "/faults")).length} faults ended.`);
    });
}

function count(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new InvalidArgumentError("It must be a whole number.");
  return number;
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function header(text: string, former: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError("It must be name: value.");
  return { ...former, [name.toLowerCase()]: value };
}

function line(fault: Fault): string {
  const where = [fault.service ?? "any service", fault.method ?? "any method", fault.path ?? "any path"].join(", ");
  const what = fault.act === "answer" ? `answer ${fault.status ?? 500}` : fault.act;
  const often = fault.times === undefined ? "every time" : `${fault.times} times`;
  return `${where}: ${what}${wait(fault)}, ${often}`;
}

function wait({ delayMs = 0, jitterMs = 0 }: Fault): string {
  if (jitterMs > 0) return ` after ${delayMs} to ${delayMs + jitterMs} ms`;
  return delayMs > 0 ? ` after ${delayMs} ms` : "";
}

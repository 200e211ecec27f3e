import { InvalidArgumentError, Option, type Command } from "commander";
import type { Fault } from "../../kit/faults";
import { AdminClient } from "../admin-client";
import { type CliContext, say } from "../context";

const example = `
Examples:
  bin/sandbox faults add --service heroku --method POST --path '/builds$' --act lose-answer --times 1
  bin/sandbox faults add --service github --act delay --delay-ms 2000
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
    .addOption(
      new Option("--act <act>", "what happens").choices(["answer", "drop", "lose-answer", "delay"]).default("answer"),
    ) // prettier-ignore
    .option("--status <code>", "of the answer", count)
    .option("--body <json>", "of the answer")
    .option("--after <n>", "let so many matching requests through first", count)
    .option("--times <n>", "befall so many requests; all when absent", count)
    .option("--delay-ms <ms>", "wait so long first", count)
    .action(async (options: Omit<Fault, "id">) => {
      const { admin } = await AdminClient.connect(home);
      say(line(await admin.call<Fault>("POST", "/faults", options)));
    });
  faults
    .command("list", { isDefault: true })
    .description("the faults in force")
    .action(async () => {
      const { admin } = await AdminClient.connect(home);
      const all = await admin.call<Fault[]>("GET", "/faults");
      say(all.length === 0 ? "No faults are in force." : all.map(line).join("\n"));
    });
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

function line(fault: Fault): string {
  const where = [fault.service ?? "any service", fault.method ?? "any method", fault.path ?? "any path"].join(", ");
  const what = fault.act === "answer" ? `answer ${fault.status ?? 500}` : fault.act;
  const often = fault.times === undefined ? "every time" : `${fault.times} times`;
  return `${where}: ${what}${fault.delayMs ? ` after ${fault.delayMs} ms` : ""}, ${often}`;
}

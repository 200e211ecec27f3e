import { join } from "node:path";
import { layoutOf, type Layout } from "../layout";
import { runMain } from "../run-main";
import { theEngine } from "../setup/the-engine";
import { readCommandLine, type CommandLine } from "./arguments";
import { type Pending } from "./backend-files";
import { targetLine } from "./environment";
import { PendingOperations, TrackedFile } from "./errors";
import { runEngine } from "./run-engine";
import { engine, freeDeadLock, openSession, pendingOf, readyStack, stackInUse } from "./session";

/** Commands that change the state, and so need it free. */
const changing = new Set(["up", "update", "destroy", "dn", "down", "refresh", "import", "state", "watch"]);
/** Those of them that act on what is declared, and so must not go on over creations of unknown outcome. */
const creating = new Set(["up", "update", "watch"]);
const writesSettings = new Set(["set", "set-all", "rm", "rm-all", "cp", "refresh", "env"]);

runMain(async () => {
  const layout = layoutOf(process.env);
  const command = readCommandLine(process.argv.slice(2), process.cwd());
  const code = command.informational ? await inform(layout, command) : await rehearse(layout, command);
  if (typeof code === "number") return code;
  process.kill(process.pid, code);
  return 1;
});

async function inform(layout: Layout, { args }: CommandLine): Promise<number | NodeJS.Signals> {
  const cli = await theEngine(layout);
  const env = { ...process.env, PULUMI_HOME: layout.home, PULUMI_SKIP_UPDATE_CHECK: "true" };
  return runEngine({ program: cli.program, args, cwd: process.cwd(), env });
}

async function rehearse(layout: Layout, command: CommandLine): Promise<number | NodeJS.Signals> {
  const cli = await theEngine(layout);
  const session = await openSession(layout, cli);
  say(targetLine(session.sandbox));
  const [name = "", verb, third] = command.words;
  const stack = stackInUse(session, command.stack ?? (name === "stack" && verb === "select" ? third : undefined));
  refuseSettings(command, join(layout.project, `Pulumi.${stack}.yaml`));
  if (!makesOrRemovesStack(command)) await readyStack(session, stack);
  if (changing.has(name)) await freeDeadLock(session, stack, say);
  if (creating.has(name)) refusePending(stack, pendingOf(session, stack));
  return engine(
    selects(command) ? session : { ...session, env: { ...session.env, PULUMI_STACK: stack } },
    command.args,
  );
}

/** These take their stack as a word, and what is selected must come from the person alone. */
function selects({ words: [name, verb] }: CommandLine): boolean {
  return name === "stack" && (verb === "select" || verb === "unselect" || verb === "init");
}

function makesOrRemovesStack({ words: [name, verb] }: CommandLine): boolean {
  return name === "stack" && (verb === "init" || verb === "rm");
}

function refuseSettings({ words: [name, verb] }: CommandLine, file: string): void {
  if (name === "config" && verb !== undefined && writesSettings.has(verb))
    throw new TrackedFile(`config ${verb}`, file);
}

function refusePending(stack: string, pending: readonly Pending[]): void {
  const creations = pending.filter(({ type }) => type === "creating");
  if (creations.length > 0) throw new PendingOperations(stack, creations);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

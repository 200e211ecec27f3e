import { type Cli } from "../install/already-here";
import { type Layout } from "../layout";
import type * as Backend from "./backend-files";
import { type Pending } from "./backend-files";
import { selectedStack, stackExists } from "./backend-stacks";
import { engineEnvironment, prepareBackend, renderedFolder, sandboxVariables, stateFolder } from "./environment";
import { declaredStacks, projectName, renderProject } from "./rendered-project";
import { runEngine } from "./run-engine";

export const DEFAULT_STACK = "production";

/** A rehearsal: the engine, the running sandbox, and the rendered project. */
export interface Session {
  readonly layout: Layout;
  readonly cli: Cli;
  /** The sandbox's variables, for saying where a command acts. */
  readonly sandbox: Readonly<Record<string, string>>;
  readonly env: NodeJS.ProcessEnv;
  readonly project: string;
}

/** @throws {SandboxNotRunning} {SettingsUnreadable} */
export async function openSession(layout: Layout, cli: Cli): Promise<Session> {
  const sandbox = await sandboxVariables(layout);
  prepareBackend(layout);
  const env = engineEnvironment(process.env, layout, cli, sandbox);
  return { layout, cli, sandbox, env, project: projectName(layout.project) };
}

/** The stack that a command acts on: as named, else as selected, else production. */
export function stackInUse({ env, layout }: Session, named: string | undefined): string {
  const selected = () => selectedStack(layout.home, env.PULUMI_BACKEND_URL!);
  const given = named ?? env.PULUMI_STACK ?? selected() ?? DEFAULT_STACK;
  return given.split("/").at(-1)!; // organization/project/stack is a form, too
}

/** Renders the settings, and makes the stack when the repository declares it and the backend does not have it yet. */
export async function readyStack(session: Session, stack: string): Promise<void> {
  const { layout, project } = session;
  renderProject(layout.project, renderedFolder(layout), stack);
  const isNew = declaredStacks(layout.project).includes(stack) && !stackExists(stateFolder(layout), project, stack);
  if (isNew) await engine(session, ["stack", "init", stack, "--no-select"], "stderr");
}

/** Frees a stack whose lock a killed run left behind. Says so. */
export async function freeDeadLock(session: Session, stack: string, say: (line: string) => void): Promise<void> {
  const { deadLocks } = backendFiles();
  const dead = deadLocks(stateFolder(session.layout), session.project, stack);
  if (dead.length === 0) return;
  say(`Stack ${stack} is locked by a run that was killed (process ${dead.join(", ")}): removing its lock`);
  await engine(session, ["cancel", "--yes", stack], "stderr");
}

export function pendingOf({ layout, project }: Session, stack: string): Pending[] {
  const { pendingOperations } = backendFiles();
  return pendingOperations(stateFolder(layout), project, stack);
}

/** Runs the engine in the rendered project. @returns its exit code, or the signal that ended it */
export function engine(
  { cli, env, layout }: Session,
  args: readonly string[],
  output?: "inherit" | "stderr",
): Promise<number | NodeJS.Signals> {
  return runEngine({ program: cli.program, args, cwd: renderedFolder(layout), env, output });
}

/** Loaded by the commands that change the state only: a preview starts sooner without it. `import()` would be Node's own, which knows no TypeScript. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const backendFiles = () => require("./backend-files") as typeof Backend;

import { runCommand } from "../command";
import { renderedFolder } from "../rehearsal/environment";
import { type Session } from "../rehearsal/session";
import { table } from "../table";

type Outputs = Readonly<Record<string, unknown>>;

/** What was made, from the stack's outputs, and how to go on. */
export async function summary({ cli, env, layout, sandbox }: Session, stack: string): Promise<string> {
  const args = ["stack", "output", "--json", "--stack", stack];
  const outputs = JSON.parse(await runCommand(cli.program, args, { env, cwd: renderedFolder(layout) })) as Outputs;
  return [`\nStack ${stack} is up on the sandbox:`, ...describeOutputs(outputs), "", ...nextSteps(sandbox), ""].join(
    "\n",
  );
}

/** One line an output: `backupSchedule` is written "backup schedule"; lists and maps have a line an entry. */
export function describeOutputs(outputs: Outputs): string[] {
  const rows = Object.entries(outputs).flatMap(([name, value]) =>
    lines(value).map((line, index) => [`  ${index === 0 ? words(name) : ""}`, line]),
  );
  return table(rows);
}

const words = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function lines(value: unknown): string[] {
  if (Array.isArray(value)) return value.length > 0 ? value.map(String) : ["none"];
  if (typeof value !== "object" || value === null) return [String(value)];
  const entries = Object.entries(value).map(([key, inner]) => `${key}: ${String(inner)}`);
  return entries.length > 0 ? entries : ["none"];
}

function nextSteps(sandbox: Readonly<Record<string, string>>): string[] {
  return [
    "Look at it:",
    "  bin/sandbox console                  apps, logs, backups, pull requests, runs in your browser",
    "  bin/pulumi stack                     every resource",
    "  bin/pulumi preview --refresh         what differs from the declared",
    '  eval "$(bin/sandbox env)"            then curl, git, the heroku CLI act on the sandbox:',
    `  curl -H "Authorization: Bearer $HEROKU_API_KEY" -H "Accept: application/vnd.heroku+json; version=3" ${sandbox.HEROKU_API_URL}/apps`,
    "  bin/sandbox status                   addresses, time, services",
    "Change it:",
    "  edit Pulumi.production.yaml (a second job is one line), then bin/pulumi up",
    "  bin/pulumi up -s qa                  QA beside it",
    "  bin/sandbox clock advance 08:30      let a night pass",
    "Stop it:",
    "  bin/sandbox stop                     keeps the data; bin/sandbox reset removes them",
  ];
}

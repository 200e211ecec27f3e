import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copyProject, type ProjectCopy } from "./project-copy";
import { scrubbed, scrubbedEvents } from "./scrub-preview";
import { openStage, project, type Stage } from "./stage";

/** Makes test/fixtures/previews anew: `node --require tsx/cjs test/support/record-previews.ts`, about two minutes. */
const folder = join(project, "test/fixtures/previews");
const settings = "Pulumi.production.yaml";
const pack = join(project, "policy/pulumi-analyzer-policy-penny");

type Recorder = (name: string, options?: { readonly policies?: boolean; readonly fails?: boolean }) => Promise<void>;

async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const copy = copyProject({ packages: true });
  const stage = await openStage(copy.folder);
  try {
    const up = await stage.pulumi("up", "--yes", "--skip-preview");
    if (up.exitCode !== 0) throw new Error(up.all);
    await record(copy, stage, recorder(stage));
  } finally {
    await stage.close();
    copy.remove();
  }
}

async function record(copy: ProjectCopy, stage: Stage, preview: Recorder): Promise<void> {
  const original = readFileSync(join(copy.folder, settings), "utf8");
  const edited = (changes: readonly (readonly [string, string])[]) =>
    copy.edit(settings, () => changes.reduce((text, [from, to]) => replaced(text, from, to), original));
  await preview("unchanged", { policies: true });
  edited(change);
  await preview("changed", { policies: true });
  edited([
    ["quantity: 1, size: Basic", "quantity: 0, size: Basic"],
    ["    FRONT_END_HOST:", "    API_TOKEN: not-really-so-secret\n    FRONT_END_HOST:"],
  ]);
  await preview("violating", { policies: true, fails: true });
  edited([["region: us", "region: eu"]]);
  await preview("refused", { fails: true });
  edited([["# Production:", "# The production:"]]);
  copy.edit("stacks/delivery.ts", (text) => text.replace('scopes: ["global"]', 'scopes: ["write-protected"]'));
  await preview("replaced");
  copy.edit("stacks/delivery.ts", (text) => text.replace('scopes: ["write-protected"]', 'scopes: ["global"]'));
  await drift(stage);
  await preview("drifted");
}

const change: readonly (readonly [string, string])[] = [
  ["quantity: 1, size: Basic", "quantity: 2, size: Standard-1X"],
  ["hour: 2", "hour: 4"],
  ["plan: heroku-postgresql:essential-0", "plan: heroku-postgresql:essential-1"],
  ["https://www.pennyuniversity.org", "https://new.pennyuniversity.org"],
  [
    "    background-tasks:",
    "    digest: { command: python manage.py load_examples, frequency: hourly at :30 }\n    background-tasks:",
  ],
  [
    "actionsSecrets: [SLACK_API_KEY, CYPRESS_RECORD_KEY]",
    "actionsSecrets: [SLACK_API_KEY]\n    setElsewhere: [CYPRESS_RECORD_KEY]",
  ],
  ["protection: { enforceAdmins: true }", "protection: { enforceAdmins: false }"],
];

function replaced(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`${settings} has no ${from}: mend test/support/record-previews.ts`);
  return text.replace(from, to);
}

/** What people do by hand. */
async function drift({ heroku, github }: Stage): Promise<void> {
  await heroku("PATCH", "/apps/penny-university/config-vars", {
    FRONT_END_HOST: "https://by-hand",
    SECRET_KEY: "by-hand",
  });
  const addons = (await heroku("GET", "/apps/penny-university/addons")).body as {
    id: string;
    plan: { name: string };
  }[];
  const database = addons.find(({ plan }) => plan.name.startsWith("heroku-postgresql"))!.id;
  const schedules = `/client/v11/databases/${database}/transfer-schedules`;
  const [schedule] = (await heroku("GET", schedules)).body as { uuid: string }[];
  await heroku("DELETE", `${schedules}/${schedule!.uuid}`);
  await github("DELETE", "/repos/penny-university/penny_university/branches/master/protection");
}

function recorder({ run, home }: Stage): Recorder {
  return async (name, { policies = false, fails = false } = {}) => {
    const log = join(home, `${name}.jsonl`);
    const more = policies ? ["--policy-pack", pack, "--event-log", log] : [];
    const env = { PULUMI_DEBUG_COMMANDS: "true" };
    const ran = await run("bin/pulumi", ["preview", "--json", "--refresh", "--diff", ...more], { env });
    if ((ran.exitCode !== 0) !== fails) throw new Error(ran.all);
    writeFileSync(join(folder, `${name}.json`), scrubbed(ran.stdout));
    if (policies) writeFileSync(join(folder, `${name}.events.jsonl`), scrubbedEvents(readFileSync(log, "utf8")));
    process.stdout.write(`${name}\n`);
  };
}

void main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

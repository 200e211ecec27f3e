import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openProgram, type Program } from "../support/program";
import { openStage, type Stage } from "../support/stage";

/** What the real engine shows and stores of secrets: nothing. Each text is looked for as it is and as JSON would quote it. */
jest.setTimeout(300_000);

const declared = {
  sensitiveVar: 'tr1al-sensitive-"quoted"-value',
  changedVar: "tr1al-changed-value",
  secretInPlainMap: "tr1al-secret-among-plain",
  command: "echo tr1al-secret-command",
  failing: "tr1al-of-a-failing-check",
};
let stage: Stage;
let program: Program;
let secrets: Record<string, string>;
/** Everything that was printed or written, under the name of where. */
const seen: Record<string, string> = {};

const source = (more = "") => `
  import * as github from "@pulumi/github";
  const config = new pulumi.Config();
  const app = new heroku.App("app", { name: "trial-secrets" });
  const vars = new heroku.ConfigVars("vars", {
    app: app.id,
    vars: { PLAIN: "in the open", HIDDEN: config.requireSecret("secretInPlainMap") },
    sensitiveVars: { SENSITIVE: config.requireSecret("sensitiveVar") },
  });
  new heroku.Addon("database", { app: app.id, plan: "heroku-postgresql:essential-0" });
  const scheduler = new heroku.Addon("scheduler", { app: app.id, plan: "scheduler:standard" });
  new heroku.SchedulerJob(
    "job",
    { app: app.id, command: config.requireSecret("command"), frequency: "every 10 minutes" },
    { dependsOn: scheduler },
  );
  const token = new heroku.OauthAuthorization("token", { scopes: ["read"], description: "A trial" });
  new github.ActionsSecret("secret", {
    repository: "penny_university", secretName: "TRIAL_TOKEN", plaintextValue: token.token,
  });
  export const value = token.token;
  export const all = vars.sensitiveVars;
  ${more}
`;

beforeAll(async () => {
  stage = await openStage();
  program = await openProgram(stage, { env: { PULUMI_DEBUG_COMMANDS: "true" } });
  const config = { "github:owner": "penny-university", "github:writeDelayMs": "1" };
  for (const [name, value] of Object.entries(config)) await program.pulumi("config", "set", name, value);
  for (const [name, value] of Object.entries(declared)) await setSecret(name, value);
});
afterAll(async () => {
  program?.remove();
  await stage?.close();
});

/** From stdin, as a person should: arguments are seen by everybody on the machine. */
async function setSecret(name: string, value: string): Promise<void> {
  const { execa } = await import("execa");
  const options = { cwd: program.folder, env: program.env, extendEnv: false, input: value };
  await execa("pulumi", ["config", "set", "--secret", name, "--non-interactive"], options);
}

/** Runs the engine; what it prints, its event log, and the arguments of every process meanwhile are kept. */
async function record(name: string, args: readonly string[]): Promise<number> {
  const log = join(program.folder, `${name}.events`);
  const processes = new Set<string>();
  const watch = setInterval(() => commandLines().forEach((line) => processes.add(line)), 50);
  try {
    const ran = await program.pulumi(...args, "--event-log", log);
    seen[`output of ${name}`] = ran.all;
    seen[`event log of ${name}`] = withoutDebugging(readFileSync(log, "utf8"));
    return ran.exitCode;
  } finally {
    clearInterval(watch);
    seen[`process arguments during ${name}`] = [...processes].join("\n");
  }
}

/** Pulumi's own SDK writes the answer of each registration, secrets and all, into messages that only `--debug` shows. */
function withoutDebugging(events: string): string {
  const lines = events.split("\n");
  return lines.filter((line) => !/"diagnosticEvent":.*"severity":"debug"/.test(line)).join("\n");
}

function commandLines(): string[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    try {
      return [readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")];
    } catch {
      return [];
    }
  });
}

/** Files below a folder that any user of the machine could read, if the folder itself lay open. */
function readable(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    const { mode } = lstatSync(path);
    if (entry.isDirectory()) return mode & 0o001 ? readable(path) : [];
    return entry.isFile() && mode & 0o004 ? [path] : [];
  });
}

function leaks(text: string): string[] {
  const forms = (secret: string) => [secret, JSON.stringify(secret).slice(1, -1)];
  return Object.keys(secrets).filter((name) => forms(secrets[name]!).some((form) => text.includes(form)));
}

async function refuse(path: string, message: string): Promise<void> {
  const answer = JSON.stringify({ id: "invalid_params", message });
  await stage.sandbox("faults", "add", "--method", "PATCH", "--path", path, "--status", "422", "--body", answer);
}

const body = async <T>(path: string) => (await stage.heroku("GET", path)).body as T;

describe("secrets", () => {
  it("are made use of", async () => {
    program.write(source());
    expect(await record("up", ["up", "--yes", "--diff"])).toBe(0);
    const vars = await body<Record<string, string>>("/apps/trial-secrets/config-vars");
    expect(vars).toMatchObject({ SENSITIVE: declared.sensitiveVar, HIDDEN: declared.secretInPlainMap });
    const { stdout } = await program.pulumi("stack", "output", "value", "--show-secrets");
    secrets = {
      ...declared,
      oauthToken: stdout.trim(),
      databasePassword: new URL(vars["DATABASE_URL"]!).password,
      apiKey: stage.env["HEROKU_API_KEY"]!,
      githubToken: stage.env["GITHUB_TOKEN"]!,
    };
    for (const secret of Object.values(secrets)) expect(secret.length).toBeGreaterThan(15);
  });

  it("are in no preview, update, refresh, export or output", async () => {
    await setSecret("sensitiveVar", declared.changedVar);
    const common = ["--diff"];
    await record("preview", ["preview", ...common]);
    expect(seen["output of preview"]).toContain("SENSITIVE");
    seen["preview --json"] = (await program.pulumi("preview", "--diff", "--json")).all;
    await record("update", ["up", "--yes", "--skip-preview", ...common]);
    await stage.heroku("PATCH", "/apps/trial-secrets/config-vars", { SENSITIVE: declared.sensitiveVar });
    await record("refresh", ["preview", "--refresh", ...common]);
    seen["stack export"] = (await program.pulumi("stack", "export")).all;
    seen["stack output"] = (await program.pulumi("stack", "output", "--json")).all;
    expect(seen["output of refresh"]).toContain("SENSITIVE");
    expect(seen["stack export"]).toContain("ciphertext");
  });

  // One resource a run: the engine ends at the first failing check.
  it.each([
    [
      "BAD-NAME",
      `new heroku.ConfigVars("bad", {
        app: app.id,
        vars: { "ALSO-BAD": config.requireSecret("failing") },
        sensitiveVars: { "BAD-NAME": config.requireSecret("failing") },
      });`,
    ],
    [
      "frequency",
      `new heroku.SchedulerJob("bad", { app: app.id, command: "true", frequency: config.requireSecret("failing") });`,
    ],
    ["plan", `new heroku.Addon("bad", { app: app.id, plan: config.requireSecret("failing") });`],
  ])("are in no failing check, here of %s", async (property, resource) => {
    program.write(source(resource));
    expect(await record(`check of ${property}`, ["preview", "--diff"])).not.toBe(0);
    expect(seen[`output of check of ${property}`]).toContain(property);
  });

  it("are in no failing update, even when the API's own words hold them", async () => {
    program.write(source());
    await refuse("/config-vars$", `cannot take ${declared.sensitiveVar} nor ${declared.changedVar}`);
    await refuse("/jobs/", `cannot run ${declared.command}`);
    await setSecret("command", `${declared.command} changed`);
    await setSecret("sensitiveVar", declared.changedVar);
    // Without it the engine ends at whichever of the two fails first.
    const both = "--continue-on-error";
    expect(await record("failing-update", ["up", "--yes", "--refresh", "--diff", both])).not.toBe(0);
    expect(seen["output of failing-update"]).toMatch(/cannot take \[REDACTED\]/);
    expect(seen["output of failing-update"]).toMatch(/cannot run \[REDACTED\]/);
    seen["export after a failure"] = (await program.pulumi("stack", "export")).all;
    await stage.sandbox("faults", "clear");
  });

  it("are in no file of the program but encrypted, and in none of the sandbox's that others can read", () => {
    for (const file of readdirSync(join(program.folder, ".pulumi"), { recursive: true, withFileTypes: true }))
      if (file.isFile()) seen[file.name] = readFileSync(join(file.parentPath, file.name), "utf8");
    seen["Pulumi.trial.yaml"] = readFileSync(join(program.folder, "Pulumi.trial.yaml"), "utf8");
    for (const file of readable(stage.home)) seen[file] = readFileSync(file, "utf8");
    const logs = readdirSync(stage.home, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".log"));
    expect(logs.length).toBeGreaterThan(0);
    for (const name of logs) seen[`log ${name}`] = readFileSync(join(stage.home, name), "utf8");
    const leaking = Object.entries(seen).flatMap(([where, text]) => leaks(text).map((name) => `${name} in ${where}`));
    expect(leaking).toEqual([]);
  });
});

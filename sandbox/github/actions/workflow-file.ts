import { parseDocument } from "yaml";
import { type CronSchedule } from "./cron";

export type Mapping = Readonly<Record<string, unknown>>;

/** A workflow cannot be read; the message is what the run shows. */
export class InvalidWorkflow extends Error {
  readonly id = "invalid_workflow";

  constructor(path: string, reason: string) {
    super(`Invalid workflow file: ${path}: ${reason}`);
    this.name = "InvalidWorkflow";
  }
}

export interface JobDefinition {
  readonly key: string;
  readonly name: string | undefined;
  readonly needs: readonly string[];
  readonly condition: string | undefined;
  readonly runsOn: unknown;
  readonly environment: unknown;
  readonly concurrency: unknown;
  readonly permissions: unknown;
  readonly matrix: unknown;
  readonly failFast: unknown;
  readonly maxParallel: number;
  readonly timeoutMinutes: unknown;
  readonly continueOnError: unknown;
  /** What the sandbox does not do. */
  readonly unsupported: string | undefined;
  readonly source: Mapping;
}

export interface Workflow {
  readonly path: string;
  readonly name: string;
  readonly runName: string | undefined;
  /** Event → its filters. */
  readonly on: Readonly<Record<string, Mapping>>;
  readonly schedules: readonly CronSchedule[];
  readonly concurrency: unknown;
  readonly permissions: unknown;
  /** In an order in which each follows what it needs. */
  readonly jobs: readonly JobDefinition[];
  readonly source: Mapping;
}

export const isMapping = (value: unknown): value is Mapping =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** @throws InvalidWorkflow */
export function readWorkflow(path: string, text: string): Workflow {
  const document = parseDocument(text);
  const [problem] = document.errors;
  if (problem) throw new InvalidWorkflow(path, problem.message);
  const source: unknown = document.toJS();
  if (!isMapping(source)) throw new InvalidWorkflow(path, "the file is no mapping");
  if (!isMapping(source["jobs"])) throw new InvalidWorkflow(path, "Required property is missing: jobs");
  if (source["on"] === undefined) throw new InvalidWorkflow(path, "Required property is missing: on");
  const queue = wrongQueue(source["concurrency"]);
  if (queue) throw new InvalidWorkflow(path, `concurrency: ${queue}`);
  const on = events(source["on"]);
  return {
    path,
    name: text_(source["name"]) ?? path,
    runName: text_(source["run-name"]),
    on,
    schedules: schedules(source["on"]),
    concurrency: source["concurrency"],
    permissions: source["permissions"],
    jobs: ordered(
      path,
      Object.entries(source["jobs"]).map(([key, job]) => readJob(path, key, job)),
    ),
    source,
  };
}

function events(on: unknown): Record<string, Mapping> {
  if (typeof on === "string") return { [on]: {} };
  if (Array.isArray(on)) return Object.fromEntries(on.map((name) => [String(name), {}]));
  return Object.fromEntries(
    Object.entries(on as Mapping).map(([name, value]) => [name, isMapping(value) ? value : {}]),
  );
}

function schedules(on: unknown): CronSchedule[] {
  return list(isMapping(on) ? on["schedule"] : undefined)
    .filter(isMapping)
    .filter(({ cron }) => Boolean(cron))
    .map(({ cron, timezone }) => ({ cron: String(cron), timezone: text_(timezone) }));
}

const text_ = (value: unknown): string | undefined =>
  value === undefined || value === null ? undefined : String(value);

export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : value == null ? [] : [value]);

function readJob(path: string, key: string, job: unknown): JobDefinition {
  if (!isMapping(job)) throw new InvalidWorkflow(path, `jobs.${key} is no mapping`);
  if (job["uses"] === undefined && !Array.isArray(job["steps"]))
    throw new InvalidWorkflow(path, `jobs.${key}: Required property is missing: steps`);
  if (job["uses"] === undefined && job["runs-on"] === undefined)
    throw new InvalidWorkflow(path, `jobs.${key}: Required property is missing: runs-on`);
  const queue = wrongQueue(job["concurrency"]);
  if (queue) throw new InvalidWorkflow(path, `jobs.${key}.concurrency: ${queue}`);
  const strategy = isMapping(job["strategy"]) ? job["strategy"] : {};
  const unsupported =
    ["container", "services"].find((name) => job[name] !== undefined) ?? list(job["steps"]).flatMap(besideOthers)[0];
  return {
    key,
    name: text_(job["name"]),
    needs: list(job["needs"]).map(String),
    condition: text_(job["if"]),
    runsOn: job["runs-on"],
    environment: job["environment"],
    concurrency: job["concurrency"],
    permissions: job["permissions"],
    matrix: strategy["matrix"],
    failFast: strategy["fail-fast"] ?? true,
    maxParallel: Number(strategy["max-parallel"] ?? Infinity) || Infinity,
    timeoutMinutes: job["timeout-minutes"] ?? 360,
    continueOnError: job["continue-on-error"] ?? false,
    unsupported,
    source: job,
  };
}

/** What has steps run beside each other, or waits for such, which the runner does not know. */
function besideOthers(step: unknown): string[] {
  const known = ["background", "wait", "wait-all", "cancel", "parallel"];
  return isMapping(step) ? known.filter((key) => Object.hasOwn(step, key)) : [];
}

/** https://docs.github.com/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency */
export function wrongQueue(concurrency: unknown): string | undefined {
  if (!isMapping(concurrency)) return undefined;
  const queue = concurrency["queue"] ?? "single";
  if (queue !== "single" && queue !== "max") return `Unexpected value '${String(queue)}' of queue: single or max`;
  const both = queue === "max" && String(concurrency["cancel-in-progress"]) === "true";
  return both ? "queue: max and cancel-in-progress: true exclude each other" : undefined;
}

function ordered(path: string, jobs: readonly JobDefinition[]): JobDefinition[] {
  const done: JobDefinition[] = [];
  const has = (key: string): boolean => done.some((job) => job.key === key);
  for (const { key, needs } of jobs)
    for (const need of needs)
      if (!jobs.some((job) => job.key === need))
        throw new InvalidWorkflow(path, `Job '${key}' depends on unknown job '${need}'.`);
  while (done.length < jobs.length) {
    const ready = jobs.filter((job) => !has(job.key) && job.needs.every(has));
    if (ready.length === 0) throw new InvalidWorkflow(path, "The jobs depend on each other in a circle");
    done.push(...ready);
  }
  return done;
}

import { type Document, isMap, isScalar, LineCounter, parseDocument } from "yaml";
import { UnusableWorkflow } from "./errors";

export type Mapping = Readonly<Record<string, unknown>>;

/** A job of a workflow, as far as its check and what it reads are concerned. */
export interface Job {
  readonly id: string;
  /** The workflow's file and the job's line in it, for errors: `workflows/ci.yml:27`. */
  readonly place: string;
  readonly name: string | undefined;
  readonly needs: readonly string[];
  readonly condition: string | undefined;
  /** The workflow that it calls. */
  readonly uses: string | undefined;
  readonly environment: unknown;
  /** A mapping, or an expression: for it, or for the whole strategy. */
  readonly matrix: unknown;
  readonly source: Mapping;
}

export interface Workflow {
  readonly file: string;
  /** Event to its filters. */
  readonly on: Readonly<Record<string, Mapping>>;
  readonly jobs: readonly Job[];
  readonly source: Mapping;
}

/** Reads a GitHub Actions workflow; throws UnusableWorkflow for what is not one. */
export function readWorkflow(file: string, text: string): Workflow {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const [problem] = document.errors;
  if (problem) throw new UnusableWorkflow(file, `${problem.message} Correct the YAML.`);
  const tag = document.warnings.find(({ code }) => code === "TAG_RESOLVE_FAILED");
  if (tag) throw new UnusableWorkflow(file, `${tag.message} Put the value in quotes.`);
  const root: unknown = document.toJS();
  if (!isMapping(root) || !isMapping(root["jobs"])) throw new UnusableWorkflow(file, "It has no `jobs:`.");
  const lines = linesOfJobs(document, lineCounter);
  const jobs = Object.entries(root["jobs"]).map(([id, job]) => readJob(`${file}:${lines.get(id) ?? 1}`, id, job));
  refuseUnknownNeeds(jobs);
  return { file, on: events(root["on"]), jobs, source: root };
}

function events(on: unknown): Record<string, Mapping> {
  if (isMapping(on))
    return Object.fromEntries(Object.entries(on).map(([name, filters]) => [name, isMapping(filters) ? filters : {}]));
  return Object.fromEntries(texts(on).map((name) => [name, {}]));
}

function linesOfJobs(document: Document, lines: LineCounter): ReadonlyMap<string, number> {
  const jobs = document.get("jobs", true);
  const keys = isMap(jobs) ? jobs.items.map(({ key }) => key).filter(isScalar) : [];
  return new Map(keys.map((key) => [String(key.value), lines.linePos(key.range![0]).line]));
}

function readJob(place: string, id: string, job: unknown): Job {
  if (!isMapping(job)) throw new UnusableWorkflow(place, `jobs.${id} is not a mapping.`);
  const { strategy } = job;
  return {
    id,
    place,
    name: optionalText(job["name"]),
    needs: texts(job["needs"]),
    condition: optionalText(job["if"])?.trim() || undefined,
    uses: optionalText(job["uses"]),
    environment: job["environment"],
    matrix: isMapping(strategy) ? strategy["matrix"] : (strategy ?? undefined),
    source: job,
  };
}

/** GitHub runs nothing of a workflow in which a job needs one that is not there, or jobs need each other in a circle. */
function refuseUnknownNeeds(jobs: readonly Job[]): void {
  const done = new Set<string>();
  const ready = () => jobs.filter(({ id, needs }) => !done.has(id) && needs.every((need) => done.has(need)));
  for (let next = ready(); next.length > 0; next = ready()) next.forEach(({ id }) => done.add(id));
  const stuck = jobs.find(({ id }) => !done.has(id));
  if (stuck)
    throw new UnusableWorkflow(
      stuck.place,
      `jobs.${stuck.id} needs ${stuck.needs.join(", ")}: one of them is not a job, or they need each other in a circle. GitHub runs nothing of such a workflow.`,
    );
}

function optionalText(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : String(value);
}

export function texts(value: unknown): string[] {
  const list = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  return list.map(String);
}

export function isMapping(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

import { parseDocument } from "yaml";
import { UnusableWorkflow } from "./errors";

export type Mapping = Readonly<Record<string, unknown>>;

/** A job of a workflow, as far as its check and what it reads are concerned. */
export interface Job {
  readonly id: string;
  readonly name: string | undefined;
  readonly needs: readonly string[];
  readonly condition: string | undefined;
  /** The workflow that it calls. */
  readonly uses: string | undefined;
  readonly environment: unknown;
  /** A mapping, or an expression. */
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
  const document = parseDocument(text);
  const [problem] = document.errors;
  if (problem) throw new UnusableWorkflow(file, `${problem.message} Correct the YAML.`);
  const root: unknown = document.toJS();
  if (!isMapping(root) || !isMapping(root["jobs"])) throw new UnusableWorkflow(file, "It has no `jobs:`.");
  const jobs = Object.entries(root["jobs"]).map(([id, job]) => readJob(file, id, job));
  refuseUnknownNeeds(file, jobs);
  return { file, on: events(root["on"]), jobs, source: root };
}

function events(on: unknown): Record<string, Mapping> {
  if (isMapping(on))
    return Object.fromEntries(Object.entries(on).map(([name, filters]) => [name, isMapping(filters) ? filters : {}]));
  return Object.fromEntries(texts(on).map((name) => [name, {}]));
}

function readJob(file: string, id: string, job: unknown): Job {
  if (!isMapping(job)) throw new UnusableWorkflow(file, `jobs.${id} is not a mapping.`);
  const strategy = isMapping(job["strategy"]) ? job["strategy"] : {};
  return {
    id,
    name: optionalText(job["name"]),
    needs: texts(job["needs"]),
    condition: optionalText(job["if"]),
    uses: optionalText(job["uses"]),
    environment: job["environment"],
    matrix: strategy["matrix"],
    source: job,
  };
}

/** GitHub runs nothing of a workflow in which a job needs one that is not there, or jobs need each other in a circle. */
function refuseUnknownNeeds(file: string, jobs: readonly Job[]): void {
  const done = new Set<string>();
  const ready = () => jobs.filter(({ id, needs }) => !done.has(id) && needs.every((need) => done.has(need)));
  for (let next = ready(); next.length > 0; next = ready()) next.forEach(({ id }) => done.add(id));
  const stuck = jobs.find(({ id }) => !done.has(id));
  if (stuck)
    throw new UnusableWorkflow(
      file,
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

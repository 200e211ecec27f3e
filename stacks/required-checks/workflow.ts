import { parseDocument } from "yaml";
import { UnusableWorkflow } from "./errors";

/** A job of a workflow, as far as the name of its check is concerned. */
export interface Job {
  readonly id: string;
  readonly name: string | undefined;
  readonly condition: string | undefined;
  readonly uses: string | undefined;
  readonly matrix: Readonly<Record<string, unknown>> | undefined;
}

export interface Workflow {
  readonly file: string;
  /** Whether it runs for pull requests at all. */
  readonly onPullRequest: boolean;
  /** Filters of the pull_request event that skip the whole workflow for some pull requests. */
  readonly pullRequestFilters: readonly string[];
  readonly jobs: readonly Job[];
}

type Mapping = Readonly<Record<string, unknown>>;

/** Reads a GitHub Actions workflow; throws UnusableWorkflow for what is not one. */
export function readWorkflow(file: string, text: string): Workflow {
  const document = parseDocument(text);
  const [problem] = document.errors;
  if (problem) throw new UnusableWorkflow(file, `${problem.message} Correct the YAML.`);
  const root: unknown = document.toJS();
  if (!isMapping(root) || !isMapping(root["jobs"])) throw new UnusableWorkflow(file, "It has no `jobs:`.");
  return {
    file,
    ...pullRequestEvent(root["on"]),
    jobs: Object.entries(root["jobs"]).map(([id, job]) => readJob(file, id, job)),
  };
}

function pullRequestEvent(on: unknown): Pick<Workflow, "onPullRequest" | "pullRequestFilters"> {
  if (on === "pull_request" || (Array.isArray(on) && on.includes("pull_request")))
    return { onPullRequest: true, pullRequestFilters: [] };
  if (!isMapping(on) || !("pull_request" in on)) return { onPullRequest: false, pullRequestFilters: [] };
  const event = on["pull_request"];
  const filters = ["paths", "paths-ignore", "branches", "branches-ignore"];
  return {
    onPullRequest: true,
    pullRequestFilters: isMapping(event) ? filters.filter((filter) => filter in event) : [],
  };
}

function readJob(file: string, id: string, job: unknown): Job {
  if (!isMapping(job)) throw new UnusableWorkflow(file, `jobs.${id} is not a mapping.`);
  const strategy = isMapping(job["strategy"]) ? job["strategy"] : {};
  const matrix = strategy["matrix"];
  if (matrix !== undefined && !isMapping(matrix))
    throw new UnusableWorkflow(
      file,
      `The matrix of jobs.${id} is an expression: the names of its checks are known only when it runs. Write the matrix out.`,
    );
  return {
    id,
    name: optionalText(job["name"]),
    condition: job["if"] === undefined ? undefined : String(job["if"]),
    uses: optionalText(job["uses"]),
    matrix,
  };
}

function optionalText(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : String(value);
}

export function isMapping(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

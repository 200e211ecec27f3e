import { passes } from "./patterns";
import { list, type Mapping, type Workflow } from "./workflow-file";

/** What happened, as triggers look at it. */
export interface Happening {
  readonly event: "push" | "pull_request" | "pull_request_target" | "repository_dispatch" | "workflow_run";
  /** Of a push, what was pushed; of a pull request, its base; of a run, its branch: `refs/heads/master`. */
  readonly ref: string;
  /** Of a pull request `opened`, of a run `completed`, of a dispatch what its sender calls it. */
  readonly action?: string;
  /** Of a run, the name of its workflow. */
  readonly workflow?: string;
  /** The files that changed; asked for only when a workflow filters by them. */
  readonly paths?: () => Promise<readonly string[]>;
}

const usualActions = ["opened", "synchronize", "reopened"];

/** Whether a workflow runs for what happened. */
export async function isTriggered(workflow: Workflow, happening: Happening): Promise<boolean> {
  const filters = workflow.on[happening.event];
  if (!filters || !passesTypes(filters, happening)) return false;
  const { workflow: name } = happening;
  if (name !== undefined && !list(filters["workflows"]).includes(name)) return false;
  return passesRef(filters, happening) && (await passesPaths(filters, happening));
}

function passesTypes({ types }: Mapping, { event, action }: Happening): boolean {
  if (action === undefined) return true;
  if (types !== undefined) return list(types).map(String).includes(action);
  return !event.startsWith("pull_request") || usualActions.includes(action);
}

function passesRef(filters: Mapping, { event, ref }: Happening): boolean {
  const tag = ref.startsWith("refs/tags/");
  const name = ref.replace(/^refs\/(heads|tags)\//, "");
  const [wanted, ignored] = tag ? ["tags", "tags-ignore"] : ["branches", "branches-ignore"];
  if (filters[wanted] !== undefined) return passes(list(filters[wanted]).map(String), name);
  if (filters[ignored] !== undefined) return !passes(list(filters[ignored]).map(String), name);
  // A push that is filtered by one of branches and tags does not run for the other.
  const others = tag ? ["branches", "branches-ignore"] : ["tags", "tags-ignore"];
  return event !== "push" || others.every((other) => filters[other] === undefined);
}

async function passesPaths(filters: Mapping, happening: Happening): Promise<boolean> {
  const [wanted, ignored] = [filters["paths"], filters["paths-ignore"]];
  if ((wanted === undefined && ignored === undefined) || happening.ref.startsWith("refs/tags/")) return true;
  const paths = (await happening.paths?.()) ?? [];
  if (wanted !== undefined) return paths.some((path) => passes(list(wanted).map(String), path));
  return paths.some((path) => !passes(list(ignored).map(String), path));
}

/** Whether a commit asks that nothing runs for it. */
export const asksToSkip = (message: string): boolean =>
  /\[(skip ci|ci skip|no ci|skip actions|actions skip)\]/.test(message) || /\n\n+skip-checks: ?true\s*$/.test(message);

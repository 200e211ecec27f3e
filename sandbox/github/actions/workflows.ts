import { gitOf, type Context } from "../context";
import type { Repository } from "../entities";
import type { WorkflowRow } from "./entities";
import { InvalidWorkflow, readWorkflow, type Workflow } from "./workflow-file";

const folder = ".github/workflows";

export interface FoundWorkflow {
  readonly path: string;
  /** Or why it cannot be read. */
  readonly workflow: Workflow | InvalidWorkflow;
}

/** The workflows of a commit. */
export async function workflowsAt(context: Context, repository: Repository, sha: string): Promise<FoundWorkflow[]> {
  const git = gitOf(context, repository);
  const entry = await git.entry(sha, folder);
  if (entry?.type !== "tree") return [];
  const files = (await git.tree(entry.sha)).filter((row) => row.type === "blob" && /\.ya?ml$/.test(row.path));
  return Promise.all(
    files.map(async (file) => {
      const path = `${folder}/${file.path}`;
      const text = ((await git.blob(file.sha)) ?? Buffer.alloc(0)).toString("utf8");
      return { path, workflow: read(path, text) };
    }),
  );
}

function read(path: string, text: string): Workflow | InvalidWorkflow {
  try {
    return readWorkflow(path, text);
  } catch (error) {
    if (error instanceof InvalidWorkflow) return error;
    throw error;
  }
}

/** The row of a workflow, made when its file is first seen. */
export function workflowRow(
  { state }: Context,
  repository: Repository,
  { path, workflow }: FoundWorkflow,
): WorkflowRow {
  const name = workflow instanceof InvalidWorkflow ? path : workflow.name;
  const known = state.workflows.find((row) => row.repositoryId === repository.id && row.path === path);
  const now = state.now();
  if (known) return known.name === name ? known : state.workflows.update(known.id, { name, updatedAt: now });
  const row = { id: state.nextId("workflow"), repositoryId: repository.id, path, name, state: "active" as const };
  return state.workflows.insert({ ...row, createdAt: now, updatedAt: now });
}

/** Makes rows for the workflows of the default branch: those that GitHub lists. */
export async function refreshWorkflows(context: Context, repository: Repository): Promise<FoundWorkflow[]> {
  const sha = await gitOf(context, repository).branch(repository.defaultBranch);
  if (!sha) return [];
  const found = await workflowsAt(context, repository, sha);
  for (const each of found) workflowRow(context, repository, each);
  return found;
}

import type { GitRepository } from "../../kit/git/repository";
import { gitOf, type Context } from "../context";
import type { Environment, Repository } from "../entities";
import { workflowRef } from "./contexts";
import type { WorkflowRun } from "./entities";
import { ofEnvironment, visible } from "./environments";
import type { Contexts, Expressions } from "./expressions";
import { all, lesser, tokenPermissions, type TokenPermissions } from "./permissions";
import {
  InvalidWorkflow,
  isMapping,
  readWorkflow,
  type JobDefinition,
  type Mapping,
  type Workflow,
} from "./workflow-file";

type SecretsOf = (environment: Environment | undefined) => Readonly<Record<string, string>>;

/** A workflow as it runs: by an event, or called by a job of another one. */
export interface Scope {
  readonly workflow: Workflow;
  /** Where its file is: `owner/name/.github/workflows/ci.yml@refs/heads/main`, and the commit. */
  readonly file: { readonly ref: string; readonly sha: string };
  /** What its jobs are called after: `deploy / `, and before their keys `deploy/`. */
  readonly prefix: string;
  readonly path: string;
  /** Of a called workflow, what the caller gives it. */
  readonly inputs: Readonly<Record<string, unknown>> | undefined;
  readonly secrets: SecretsOf;
  /** Those that an environment brings along, whatever the caller passes. */
  readonly environmentSecrets: SecretsOf;
  readonly permissions: (job: JobDefinition) => TokenPermissions;
}

/** GitHub lets workflows call each other this deep, the first one counted. */
const deepest = 10;

/** The workflow that an event started. Whoever sends a pull request from a fork gets no secrets, and a token that can only read. */
export function outermost(context: Context, repository: Repository, workflow: Workflow, run: WorkflowRun): Scope {
  const foreign = run.headRepositoryId !== repository.id;
  const cap = all(foreign ? "read" : "write");
  return {
    workflow,
    file: { ref: workflowRef(context, repository, workflow.path, run.ref), sha: run.sha },
    prefix: "",
    path: "",
    inputs: undefined,
    secrets: (environment) => (foreign ? {} : visible(context, "secrets", repository, environment)),
    environmentSecrets: (environment) => (foreign ? {} : ofEnvironment(context, "secrets", environment)),
    permissions: (job) => lesser(cap, tokenPermissions(context, repository, job.permissions ?? workflow.permissions)),
  };
}

export interface Calling {
  readonly context: Context;
  readonly expressions: Expressions;
  readonly repository: Repository;
  readonly sha: string;
  readonly ref: string;
}

/** The workflow that a job calls. @throws Error with what the check shows when it cannot be called. */
export async function calledScope(
  calling: Calling,
  caller: Scope,
  job: JobDefinition,
  name: string,
  contexts: Contexts,
): Promise<Scope> {
  const uses = String(job.source["uses"]);
  if (caller.path.split("/").length >= deepest)
    throw new Error(`${uses} is called too deep: at most ${deepest} levels`);
  const { workflow, file } = await find(calling, uses);
  const interface_ = workflow.on["workflow_call"];
  if (!interface_)
    throw new Error(`${uses}: the workflow is not reusable as it is missing a \`on.workflow_call\` trigger`);
  if (workflow.concurrency !== undefined)
    throw new Error(`The sandbox does not do \`concurrency\` of a called workflow (${uses}).`);
  const { expressions, context, repository } = calling;
  const given = expressions.fill(job.source["with"] ?? {}, contexts) as Mapping;
  const inputs = inputsOf(uses, isMapping(interface_["inputs"]) ? interface_["inputs"] : {}, given);
  const granted = caller.permissions(job);
  return {
    workflow,
    file,
    prefix: `${name} / `,
    path: `${caller.path}${job.key}/`,
    inputs,
    secrets: secretsOf(calling, caller, job, contexts),
    environmentSecrets: caller.environmentSecrets,
    permissions: (own) => {
      const wanted = own.permissions ?? workflow.permissions;
      return wanted === undefined ? granted : lesser(granted, tokenPermissions(context, repository, wanted));
    },
  };
}

/** `./.github/workflows/x.yml` of the same commit, or `owner/name/.github/workflows/x.yml@ref` of a repository of the sandbox. */
async function find(
  { context, repository, ...caller }: Calling,
  uses: string,
): Promise<Pick<Scope, "workflow" | "file">> {
  const match = /^(?:\.\/|([^/]+)\/([^/]+)\/)(\.github\/workflows\/[^/@]+\.ya?ml)(?:@(.+))?$/.exec(uses);
  if (!match) throw new Error(`invalid value workflow reference: ${uses}`);
  const [, owner, name, path, ref] = match;
  const from = owner === undefined ? repository : context.state.repository(owner, name!);
  if (!from) throw new Error(`The sandbox has no repository ${owner}/${name} for ${uses}.`);
  const git = gitOf(context, from);
  const at = owner === undefined ? caller : await namedBy(git, ref ?? from.defaultBranch);
  const entry = at && (await git.entry(at.sha, path!));
  const text = entry && (await git.blob(entry.sha));
  if (!text) throw new Error(`error parsing called workflow "${uses}": workflow was not found.`);
  try {
    return {
      workflow: readWorkflow(path!, text.toString("utf8")),
      file: { ref: workflowRef(context, from, path!, at.ref), sha: at.sha },
    };
  } catch (error) {
    if (error instanceof InvalidWorkflow) throw new Error(error.message, { cause: error });
    throw error;
  }
}

/** A commit, or a tag before a branch of its name. https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows#calling-a-reusable-workflow */
async function namedBy(git: GitRepository, name: string): Promise<Scope["file"] | undefined> {
  if (/^[0-9a-f]{40}$/.test(name)) return { ref: name, sha: name };
  for (const ref of [`refs/tags/${name}`, `refs/heads/${name}`, name]) {
    const sha = ref.startsWith("refs/") && (await git.resolve(ref));
    if (sha) return { ref, sha };
  }
  return undefined;
}

function inputsOf(uses: string, declared: Mapping, given: Mapping): Record<string, unknown> {
  const unknown = Object.keys(given).find((name) => !(name in declared));
  if (unknown !== undefined)
    throw new Error(`Invalid input, ${unknown} is not defined in the referenced workflow ${uses}.`);
  return Object.fromEntries(
    Object.entries(declared).map(([name, row]) => {
      const { type, default: fallback, required } = isMapping(row) ? row : {};
      if (required === true && !(name in given))
        throw new Error(`Input ${name} is required, but not provided while calling ${uses}.`);
      const value = given[name] ?? fallback;
      if (type === "boolean") return [name, String(value) === "true"];
      return [name, type === "number" ? Number(value ?? 0) : String(value ?? "")];
    }),
  );
}

function secretsOf({ expressions }: Calling, caller: Scope, job: JobDefinition, contexts: Contexts): SecretsOf {
  const wanted = job.source["secrets"] ?? {};
  if (wanted === "inherit") return caller.secrets;
  const filled = expressions.fill(wanted, { ...contexts, secrets: caller.secrets(undefined) }) as Mapping;
  const passed = Object.fromEntries(Object.entries(filled).map(([name, value]) => [name, String(value ?? "")]));
  return (environment) => ({ ...passed, ...caller.environmentSecrets(environment) });
}

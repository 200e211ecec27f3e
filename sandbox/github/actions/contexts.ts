import { apiUrl, type Context } from "../context";
import type { Repository } from "../entities";
import { ruleFor } from "../protection/rules";
import type { WorkflowRun } from "./entities";

/** `owner/name/.github/workflows/ci.yml@refs/heads/main` */
export const workflowRef = ({ state }: Context, repository: Repository, path: string, ref: string): string =>
  `${state.owner(repository).login}/${repository.name}/${path}@${ref}`;

/** The `github` context of a run, as conditions and names see it: without the token. */
export function githubContext(context: Context, repository: Repository, run: WorkflowRun): Record<string, unknown> {
  const owner = context.state.owner(repository).login;
  const actor = context.state.accounts.get(run.actorId)?.login ?? "ghost";
  const pull = run.payload["pull_request"] as { head: { ref: string }; base: { ref: string } } | undefined;
  const name = run.ref.replace(/^refs\/(heads|tags|pull)\//, "");
  const path = context.state.workflows.get(run.workflowId)?.path ?? "";
  return {
    actor,
    triggering_actor: actor,
    actor_id: run.actorId,
    api_url: apiUrl(context),
    graphql_url: `${context.url()}/api/graphql`,
    server_url: context.url(),
    base_ref: pull?.base.ref ?? "",
    head_ref: pull?.head.ref ?? "",
    event: run.payload,
    event_name: run.event,
    ref: run.ref,
    ref_name: name,
    ref_protected: run.ref.startsWith("refs/heads/") && ruleFor(context.state, repository, name) !== undefined,
    ref_type: run.ref.startsWith("refs/tags/") ? "tag" : "branch",
    repository: `${owner}/${repository.name}`,
    repository_id: repository.id,
    repository_owner: owner,
    repository_owner_id: repository.ownerId,
    run_id: run.id,
    run_number: String(run.runNumber),
    run_attempt: String(run.attempt),
    sha: run.sha,
    workflow: run.name,
    workflow_ref: workflowRef(context, repository, path, run.ref),
    workflow_sha: run.sha,
  };
}

const lackedByRunner = [
  "triggering_actor",
  "actor_id",
  "ref_protected",
  "repository_id",
  "repository_owner_id",
  "workflow_ref",
  "workflow_sha",
];

/** What act's `github` context has no property for. */
export const unknownToRunner = (github: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(lackedByRunner.map((name) => [name, github[name]]));

const runnerVariables = { RUNNER_NAME: "sandbox", RUNNER_ENVIRONMENT: "self-hosted" };

/** The same as variables of the runner's environment. `SHA_REF` is act's name for the commit. */
export function githubVariables(context: Context, repository: Repository, run: WorkflowRun): Record<string, string> {
  const { event: _event, ...plain } = githubContext(context, repository, run);
  const variables = Object.entries(plain).map(([name, value]) => [`GITHUB_${name.toUpperCase()}`, String(value)]);
  return {
    ...(Object.fromEntries(variables) as Record<string, string>),
    SHA_REF: run.sha,
    CI: "true",
    GITHUB_RETENTION_DAYS: "90",
    ...runnerVariables,
  };
}

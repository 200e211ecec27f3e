import type { Scope } from "../actions/called-workflow";
import { githubContext } from "../actions/contexts";
import type { WorkflowRun } from "../actions/entities";
import type { Context } from "../context";
import type { Repository } from "../entities";
import { subject, subjectForm } from "./subject";

/** What is particular to a job. */
export interface JobIdentity {
  readonly checkRunId: string;
  readonly environment: string | undefined;
  /** The file that the job stands in, of another workflow when that is called. */
  readonly workflow: Scope["file"];
}

const ofTheRun = [
  "actor",
  "actor_id",
  "base_ref",
  "event_name",
  "head_ref",
  "ref",
  "ref_protected",
  "ref_type",
  "repository",
  "repository_id",
  "repository_owner",
  "repository_owner_id",
  "run_attempt",
  "run_id",
  "run_number",
  "sha",
  "workflow",
  "workflow_ref",
  "workflow_sha",
];

/** What an identity token says of a job, besides its times and its audience. https://docs.github.com/en/actions/reference/security/oidc */
export function claimsOf(
  context: Context,
  repository: Repository,
  run: WorkflowRun,
  { checkRunId, environment, workflow }: JobIdentity,
): Readonly<Record<string, string>> {
  const github = githubContext(context, repository, run);
  const claims = {
    ...Object.fromEntries(ofTheRun.map((name) => [name, String(github[name])])),
    check_run_id: checkRunId,
    ...(environment === undefined ? {} : { environment }),
    job_workflow_ref: workflow.ref,
    job_workflow_sha: workflow.sha,
    repository_visibility: repository.visibility,
    runner_environment: "self-hosted",
  };
  return { sub: subject(subjectForm(context, repository), claims), ...claims };
}

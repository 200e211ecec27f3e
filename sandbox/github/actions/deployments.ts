import { htmlUrl, type Context } from "../context";
import type { Repository } from "../entities";
import type { DeploymentState, Job, WorkflowRun } from "./entities";

/** The deployments that GitHub makes for jobs with an environment. */
export class Deployments {
  constructor(
    private readonly context: Context,
    private readonly repository: Repository,
    private readonly run: WorkflowRun,
  ) {}

  begin(job: Job, environment: string): void {
    const { state } = this.context;
    const { run, repository } = this;
    const now = state.now();
    const what = { sha: run.headSha, ref: run.headBranch, task: "deploy", environment, description: null, payload: {} };
    const identity = {
      id: state.nextId("deployment"),
      repositoryId: repository.id,
      creatorId: run.actorId,
      jobId: job.id,
    };
    state.deployments.insert({ ...identity, ...what, createdAt: now, updatedAt: now });
  }

  /** A success makes the environment's earlier deployments inactive. */
  report(jobId: string, reported: DeploymentState): void {
    const { state } = this.context;
    const row = state.deployments.find((each) => each.jobId === jobId);
    if (!row) return;
    const logUrl = `${htmlUrl(this.context, this.repository)}/actions/runs/${this.run.id}/job/${jobId}`;
    addDeploymentStatus(this.context, row.id, { state: reported, creatorId: this.run.actorId, logUrl });
  }
}

export interface NewDeploymentStatus {
  readonly state: DeploymentState;
  readonly creatorId: string;
  readonly description?: string;
  readonly logUrl?: string;
  readonly environmentUrl?: string;
  /** Whether a success leaves the earlier deployments active. */
  readonly keepOthers?: boolean;
}

export function addDeploymentStatus({ state }: Context, deploymentId: string, wanted: NewDeploymentStatus) {
  const deployment = state.deployments.get(deploymentId)!;
  const { keepOthers = false, description = "", logUrl = "", environmentUrl = "", ...rest } = wanted;
  const now = state.now();
  const insert = (id: string, more: typeof rest & { description: string; logUrl: string; environmentUrl: string }) => {
    state.deployments.update(id, { updatedAt: now });
    return state.deploymentStatuses.insert({
      id: state.nextId("deploymentStatus"),
      deploymentId: id,
      repositoryId: deployment.repositoryId,
      ...more,
      createdAt: now,
    });
  };
  const last = (id: string) => state.deploymentStatuses.filter((row) => row.deploymentId === id).at(-1)?.state;
  const former = state.deployments.filter(
    (row) =>
      row.id !== deploymentId &&
      row.repositoryId === deployment.repositoryId &&
      row.environment === deployment.environment &&
      last(row.id) === "success",
  );
  const made = insert(deploymentId, { ...rest, description, logUrl, environmentUrl });
  if (wanted.state === "success" && !keepOthers)
    for (const { id } of former)
      insert(id, { ...rest, state: "inactive", description: "", logUrl: "", environmentUrl: "" });
  return made;
}

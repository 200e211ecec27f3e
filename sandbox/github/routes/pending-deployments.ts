import { z } from "zod";
import type { Actions } from "../actions/actions";
import type { Pending } from "../actions/gates";
import { paginate, type Api, type RepositoryCall } from "../api";
import { administers } from "../authentication";
import { htmlUrl, repositoryUrl } from "../context";
import type { Environment } from "../entities";
import { failure, unprocessable } from "../errors";
import { nodeId } from "../node-ids";
import { simpleUser } from "../serialize/account";
import { deployment } from "../serialize/deployment";
import { teamSimple } from "../serialize/team";
import { runOf } from "./found-run";

const decision = z.object({
  environment_ids: z.array(z.number().int()),
  state: z.enum(["approved", "rejected"]),
  comment: z.string(),
});

/** Deployments that wait for a review, and what the reviewers said. */
export function pendingDeploymentRoutes(api: Api, actions: () => Actions): void {
  const path = "/actions/runs/:run/pending_deployments";
  api.repository("GET", path, "read", (call) => {
    const waiting = actions().gates.pending(runOf(call).id);
    const first = new Map(waiting.map((row) => [row.environmentId, row]));
    return [...first.values()].map((row) => pending(call, row));
  });
  api.repository("POST", path, "read", (call) => review(call, actions()));
  api.repository("GET", "/actions/runs/:run/approvals", "read", (call) => {
    const { state } = call.context;
    const { id } = runOf(call);
    return paginate(
      call,
      state.runReviews.filter((row) => row.runId === id),
    ).map((row) => ({
      environments: row.environmentIds
        .map((each) => state.environments.get(each))
        .flatMap((each) => (each ? [environmentShown(call, each)] : [])),
      state: row.state,
      user: simpleUser(call.context, state.accounts.get(row.userId)!),
      comment: row.comment,
    }));
  });
}

function review(call: RepositoryCall, actions: Actions): unknown {
  const { context, repository, viewer } = call;
  const { state } = context;
  const wanted = call.body(decision);
  const run = runOf(call);
  const waiting = actions.gates
    .pending(run.id)
    .filter((row) => wanted.environment_ids.includes(Number(row.environmentId)));
  if (waiting.length === 0) throw unprocessable("No pending deployment requests to approve or reject");
  for (const { environmentId } of waiting) checkReviewer(call, environmentId, run.actorId);
  const environmentIds = [...new Set(waiting.map((row) => row.environmentId))];
  const said = { state: wanted.state, comment: wanted.comment, userId: viewer!.account.id };
  state.runReviews.insert({
    id: state.nextId("runReview"),
    repositoryId: repository.id,
    runId: run.id,
    environmentIds,
    ...said,
  });
  const jobs = waiting.map(({ job }) => job.id);
  for (const id of environmentIds) actions.gates.review(run.id, id, wanted.state === "approved");
  return state.deployments
    .filter((row) => row.jobId !== null && jobs.includes(row.jobId))
    .map((row) => deployment(context, repository, row));
}

function checkReviewer(call: RepositoryCall, environmentId: string, startedBy: string): void {
  const environment = call.context.state.environments.get(environmentId)!;
  if (!mayReview(call, environment)) throw failure(422, "Current user is not a required reviewer");
  if (environment.preventSelfReview && call.viewer?.account.id === startedBy)
    throw failure(422, "Current user cannot approve their own deployment"); // GitHub's words are not known
}

function mayReview({ context, repository, viewer }: RepositoryCall, environment: Environment): boolean {
  if (!viewer) return false;
  const { id } = viewer.account;
  const teams = context.state.teamMemberships.filter((row) => row.accountId === id).map((row) => row.teamId);
  const named = environment.reviewers.some((row) =>
    row.type === "User" ? String(row.id) === id : teams.includes(String(row.id)),
  );
  return named || (environment.canAdminsBypass && administers(viewer, context.state.owner(repository)));
}

function environmentShown({ context, repository }: RepositoryCall, row: Environment): Record<string, unknown> {
  const name = encodeURIComponent(row.name);
  return {
    id: Number(row.id),
    node_id: nodeId("Environment", row.id),
    name: row.name,
    url: `${repositoryUrl(context, repository)}/environments/${name}`,
    html_url: `${htmlUrl(context, repository)}/deployments/activity_log?environments_filter=${name}`,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
  };
}

function pending(call: RepositoryCall, { environmentId, since }: Pending): Record<string, unknown> {
  const { context } = call;
  const row = context.state.environments.get(environmentId)!;
  const reviewers = row.reviewers.flatMap(({ type, id }) => {
    const user = type === "User" ? context.state.accounts.get(String(id)) : undefined;
    const team = type === "Team" ? context.state.teams.get(String(id)) : undefined;
    return user
      ? [{ type, reviewer: simpleUser(context, user) }]
      : team
        ? [{ type, reviewer: teamSimple(context, team) }]
        : [];
  });
  return {
    environment: environmentShown(call, row),
    wait_timer: row.waitTimer,
    wait_timer_started_at: row.waitTimer > 0 ? since : null,
    current_user_can_approve: mayReview(call, row),
    reviewers,
  };
}

import { fileChanges } from "../../kit/git/changes";
import { gitOf, type Context } from "../context";
import type { Account, Repository } from "../entities";
import type { GitHubEvent } from "../events";
import { commonPayload, dispatchPayload, pullPayload, pushPayload } from "../payloads";
import { isPull, mergeRef, type Pull } from "../pulls/refs";
import { workflowRun } from "../serialize/actions";
import type { WorkflowRun } from "./entities";
import { asksToSkip, type Happening } from "./triggers";

/** What a run is made of, besides its workflow. */
export type NewRun = Pick<
  WorkflowRun,
  | "event"
  | "headBranch"
  | "headSha"
  | "headRepositoryId"
  | "sha"
  | "ref"
  | "pullNumber"
  | "actorId"
  | "payload"
  | "title"
>;

/** What happened, and the runs that it starts. */
export interface Start {
  readonly happening: Happening;
  readonly run: NewRun;
}

type PushEvent = Extract<GitHubEvent, { type: "push" }>;
type PullEvent = Extract<GitHubEvent, { type: "pull_request" }>;

/** Nothing for a branch that goes, and for a commit that asks that nothing runs. */
export async function startOfPush(
  context: Context,
  repository: Repository,
  actor: Account,
  event: PushEvent,
): Promise<Start[]> {
  const { ref, before, after } = event;
  if (!/^refs\/(heads|tags)\//.test(ref) || /^0+$/.test(after)) return [];
  const git = gitOf(context, repository);
  const sha = await git.resolve(ref);
  const commit = sha && (await git.commit(sha));
  if (!commit || asksToSkip(commit.message)) return [];
  const from = /^0+$/.test(before) ? commit.parents[0] : before;
  const paths = async () => (await fileChanges(git, from, commit.sha)).map((file) => file.filename);
  const payload = await pushPayload(context, repository, actor, event);
  const run = {
    event: "push",
    ...at(repository, ref, commit.sha),
    actorId: actor.id,
    payload,
    title: commit.message.split("\n")[0]!,
  };
  return [{ happening: { event: "push", ref, paths }, run }];
}

const at = (repository: Repository, ref: string, sha: string) => ({
  headBranch: ref.replace(/^refs\/(heads|tags)\//, ""),
  headSha: sha,
  headRepositoryId: repository.id,
  sha,
  ref,
  pullNumber: null,
});

/** A pull request's own workflows run on its merge with the base; `pull_request_target` runs the base's. */
export async function startOfPull(
  context: Context,
  repository: Repository,
  actor: Account,
  { action, number }: PullEvent,
): Promise<Start[]> {
  const row = context.state.issues.find((each) => each.repositoryId === repository.id && each.number === number);
  if (!row || !isPull(row)) return [];
  const git = gitOf(context, repository);
  const head = await git.commit(row.pull.headSha);
  if (!head || asksToSkip(head.message)) return [];
  const payload = await pullPayload(context, repository, actor, action, row);
  const seen = { ref: `refs/heads/${row.pull.base}`, action, paths: () => changedBy(context, repository, row) };
  const common = {
    headBranch: row.pull.head,
    headSha: row.pull.headSha,
    pullNumber: row.number,
    actorId: actor.id,
    payload,
    title: row.title,
  };
  // While it conflicts there is no merge to check out, and nothing runs.
  const merge = await git.parse(`${mergeRef(row.number)}^{commit}`);
  const own = {
    ...common,
    event: "pull_request",
    sha: merge ?? "",
    ref: mergeRef(row.number),
    headRepositoryId: row.pull.headRepositoryId,
  };
  // The base's workflows are trusted, wherever the head comes from: they get secrets.
  const base = {
    ...common,
    event: "pull_request_target",
    sha: row.pull.baseSha,
    ref: seen.ref,
    headRepositoryId: repository.id,
  };
  return [
    ...(merge ? [{ happening: { event: "pull_request" as const, ...seen }, run: own }] : []),
    { happening: { event: "pull_request_target", ...seen }, run: base },
  ];
}

async function changedBy(context: Context, repository: Repository, { pull }: Pull): Promise<string[]> {
  const git = gitOf(context, repository);
  const from = (await git.mergeBase(pull.baseSha, pull.headSha)) ?? pull.baseSha;
  return (await fileChanges(git, from, pull.headSha)).map((file) => file.filename);
}

export interface Dispatch {
  readonly ref: string;
  readonly sha: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The path of the workflow. */
  readonly workflow: string;
}

export function runOfDispatch(
  context: Context,
  repository: Repository,
  actor: Account,
  dispatch: Dispatch,
  title: string,
): NewRun {
  const payload = dispatchPayload(context, repository, actor, dispatch);
  return {
    event: "workflow_dispatch",
    ...at(repository, dispatch.ref, dispatch.sha),
    actorId: actor.id,
    payload,
    title,
  };
}

/** What happens without a commit of its own runs on the tip of the default branch; undefined without one. */
async function onDefaultBranch(context: Context, repository: Repository) {
  const sha = await gitOf(context, repository).branch(repository.defaultBranch);
  return sha === undefined ? undefined : at(repository, `refs/heads/${repository.defaultBranch}`, sha);
}

export async function runOfSchedule(
  context: Context,
  repository: Repository,
  cron: string,
  title: string,
): Promise<NewRun | undefined> {
  const [where, actor] = [
    await onDefaultBranch(context, repository),
    context.state.accounts.find((row) => row.type === "User"),
  ];
  if (!where || !actor) return undefined;
  const payload = { ...commonPayload(context, repository, actor), schedule: cron };
  return { event: "schedule", ...where, actorId: actor.id, payload, title };
}

export async function startOfRepositoryDispatch(
  context: Context,
  repository: Repository,
  actor: Account,
  { type, clientPayload }: { readonly type: string; readonly clientPayload: Readonly<Record<string, unknown>> },
): Promise<Start[]> {
  const where = await onDefaultBranch(context, repository);
  if (!where) return [];
  const more = { action: type, branch: repository.defaultBranch, client_payload: clientPayload };
  const payload = { ...more, ...commonPayload(context, repository, actor) };
  const run = { event: "repository_dispatch", ...where, actorId: actor.id, payload, title: type };
  return [{ happening: { event: "repository_dispatch", ref: where.ref, action: type }, run }];
}

/** What follows a run of another workflow: no more than three in a row, as at GitHub. */
export async function startOfRun(
  context: Context,
  repository: Repository,
  former: WorkflowRun,
  action: "requested" | "completed",
): Promise<Start[]> {
  const [where, actor] = [await onDefaultBranch(context, repository), context.state.accounts.get(former.actorId)];
  const before = former.payload["workflow_run"] as { readonly event?: string } | undefined;
  if (!where || !actor || before?.event === "workflow_run") return [];
  const more = { action, workflow_run: await workflowRun(context, repository, former) };
  const payload = { ...more, ...commonPayload(context, repository, actor) };
  const run = { event: "workflow_run", ...where, actorId: actor.id, payload, title: former.title };
  const happening = {
    event: "workflow_run" as const,
    ref: `refs/heads/${former.headBranch}`,
    action,
    workflow: former.name,
  };
  return [{ happening, run }];
}

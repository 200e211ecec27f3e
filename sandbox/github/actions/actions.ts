import { cpus } from "node:os";
import { join } from "node:path";
import type { Ticker } from "../../kit/clock";
import { fileChanges } from "../../kit/git/changes";
import type { CellRunner } from "../../runtime/actions/types";
import { gitOf, type Context } from "../context";
import type { Account, Repository } from "../entities";
import type { GitHubEvent } from "../events";
import { commonPayload, dispatchPayload, pullPayload, pushPayload } from "../payloads";
import { isPull, mergeRef, type Pull } from "../pulls/refs";
import type { Job, WorkflowRun } from "./entities";
import { Expressions } from "./expressions";
import { ConcurrencyGroups } from "./groups";
import { Jobs } from "./jobs";
import { JobLogs } from "./logs";
import type { TokenPermissions } from "./permissions";
import { Reviews } from "./reviews";
import { Run, type RunParts } from "./run";
import { Schedules } from "./schedules";
import { Slots } from "./slots";
import { asksToSkip, isTriggered, type Happening } from "./triggers";
import { InvalidWorkflow } from "./workflow-file";
import { refreshWorkflows, workflowRow, workflowsAt, type FoundWorkflow } from "./workflows";

export interface ActionsOptions {
  readonly context: Context;
  readonly runner: CellRunner;
  /** Where logs are kept. */
  readonly folder: string;
  issueToken(repository: Repository, permissions: TokenPermissions): { token: string; revoke(): void };
  onError(error: unknown): void;
}

type New = Pick<WorkflowRun, "event" | "headBranch" | "headSha" | "sha" | "ref" | "pullNumber" | "actorId" | "payload" | "title">; // prettier-ignore

/** Runs the workflows of repositories for what happens to them. */
export class Actions {
  readonly logs: JobLogs;
  readonly reviews: Reviews;
  private readonly groups = new ConcurrencyGroups();
  private readonly slots: Slots;
  private readonly schedules: Schedules;
  private readonly live = new Map<string, { run: Run; done: Promise<void> }>();
  private readonly handling = new Set<Promise<void>>();
  private expressions: Expressions | undefined;
  private closed = false;

  constructor(private readonly options: ActionsOptions) {
    const { context, runner, folder } = options;
    this.logs = new JobLogs(join(folder, "logs"), context.clock);
    this.slots = new Slots(Math.max(2, cpus().length), () => runner.available);
    this.reviews = new Reviews(context);
    this.schedules = new Schedules(context, (repository, found, cron) => this.scheduled(repository, found, cron));
  }

  get tickers(): readonly Ticker[] {
    return [
      { name: "workflows", nextDue: (after) => this.schedules.nextDue(after), run: async (due) => this.schedules.run(due), settle: () => this.settled() },
    ];
  } // prettier-ignore

  /** Loads what runs need; ends what a killed sandbox left unfinished. */
  async start(): Promise<void> {
    this.expressions = await Expressions.load();
    const { context } = this.options;
    const { state } = context;
    for (const run of state.runs.filter((row) => row.status !== "completed")) {
      const repository = state.repositories.get(run.repositoryId);
      if (repository) {
        const jobs = new Jobs(context, repository, run, this.logs);
        for (const job of state.jobs.filter((row) => row.runId === run.id && row.status !== "completed"))
          jobs.complete(job.id, "cancelled", "The sandbox ended while this job ran.");
      }
      state.runs.update(run.id, { status: "completed", conclusion: "cancelled", updatedAt: state.now() });
    }
    for (const repository of state.repositories.all())
      this.schedules.learn(repository, await refreshWorkflows(context, repository));
  }

  /** Whatever happens is handled behind the request that made it happen. */
  handle(event: GitHubEvent): void {
    if (this.closed) return;
    const handled = this.respond(event).catch((error: unknown) => this.options.onError(error));
    this.handling.add(handled);
    void handled.finally(() => this.handling.delete(handled));
  }

  /** Resolves when nothing runs any more. */
  async settled(): Promise<void> {
    while (this.handling.size > 0 || this.live.size > 0) {
      await Promise.all(this.handling);
      await Promise.all([...this.live.values()].map(({ done }) => done));
    }
  }

  /** A runner may have come onto this machine: jobs that wait look again. */
  look(): void {
    this.slots.look();
  }

  cancel(runId: string): boolean {
    const live = this.live.get(runId);
    live?.run.cancel();
    return live !== undefined;
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const { run } of this.live.values()) run.cancel();
    await this.options.runner.stopAll();
    this.slots.look();
    await this.settled();
  }

  private async respond(event: GitHubEvent): Promise<void> {
    const { state } = this.options.context;
    const repository = state.repositories.get(event.repositoryId);
    const actor = state.accounts.get(event.actorId);
    if (!repository || !actor || state.permissions.get(repository.id)?.enabled === false) return;
    if (event.type === "push" && event.ref === `refs/heads/${repository.defaultBranch}`)
      this.schedules.learn(repository, await refreshWorkflows(this.options.context, repository));
    if (event.type !== "push" && event.type !== "pull_request") return;
    // What a workflow does with its own token starts no further workflows.
    if (actor.login === "github-actions[bot]") return;
    if (event.type === "push") await this.pushed(repository, actor, event);
    else await this.pulled(repository, actor, event);
  }

  private async pushed(repository: Repository, actor: Account, event: Extract<GitHubEvent, { type: "push" }>) {
    const { context } = this.options;
    const { ref, before, after } = event;
    if (!/^refs\/(heads|tags)\//.test(ref) || /^0+$/.test(after)) return;
    const git = gitOf(context, repository);
    const sha = await git.resolve(ref);
    const commit = sha && (await git.commit(sha));
    if (!commit || asksToSkip(commit.message)) return;
    const from = /^0+$/.test(before) ? commit.parents[0] : before;
    const paths = async () => (await fileChanges(git, from, commit.sha)).map((file) => file.filename);
    const payload = await pushPayload(context, repository, actor, event);
    const branch = ref.replace(/^refs\/(heads|tags)\//, "");
    const title = commit.message.split("\n")[0]!;
    await this.startAll(repository, { event: "push", ref, paths }, { event: "push", headBranch: branch, headSha: commit.sha, sha: commit.sha, ref, pullNumber: null, actorId: actor.id, payload, title }); // prettier-ignore
  }

  private async pulled(repository: Repository, actor: Account, event: Extract<GitHubEvent, { type: "pull_request" }>) {
    const { context } = this.options;
    const row = context.state.issues.find((each) => each.repositoryId === repository.id && each.number === event.number);
    if (!row || !isPull(row)) return;
    const git = gitOf(context, repository);
    const [head, merge] = [await git.commit(row.pull.headSha), await git.parse(`${mergeRef(row.number)}^{commit}`)];
    // While it conflicts there is no merge to check out, and nothing runs.
    if (!head || !merge || asksToSkip(head.message)) return;
    const payload = await pullPayload(context, repository, actor, event.action, row);
    const happening = { event: "pull_request" as const, ref: `refs/heads/${row.pull.base}`, action: event.action, paths: () => this.changedBy(repository, row) }; // prettier-ignore
    await this.startAll(repository, happening, { event: "pull_request", headBranch: row.pull.head, headSha: row.pull.headSha, sha: merge, ref: mergeRef(row.number), pullNumber: row.number, actorId: actor.id, payload, title: row.title }); // prettier-ignore
  } // prettier-ignore

  private async changedBy(repository: Repository, { pull }: Pull): Promise<string[]> {
    const git = gitOf(this.options.context, repository);
    const from = (await git.mergeBase(pull.baseSha, pull.headSha)) ?? pull.baseSha;
    return (await fileChanges(git, from, pull.headSha)).map((file) => file.filename);
  }

  private async startAll(repository: Repository, happening: Happening, wanted: New): Promise<void> {
    for (const found of await workflowsAt(this.options.context, repository, wanted.sha))
      if (found.workflow instanceof InvalidWorkflow || (await isTriggered(found.workflow, happening)))
        this.begin(repository, found, wanted);
  }

  /** Starts a run by hand. */
  dispatch(repository: Repository, actor: Account, found: FoundWorkflow, at: { ref: string; sha: string; inputs: Readonly<Record<string, unknown>> }): WorkflowRun {
    const payload = dispatchPayload(this.options.context, repository, actor, { ...at, workflow: found.path });
    const branch = at.ref.replace(/^refs\/(heads|tags)\//, "");
    const name = found.workflow instanceof InvalidWorkflow ? found.path : found.workflow.name;
    return this.begin(repository, found, { event: "workflow_dispatch", headBranch: branch, headSha: at.sha, sha: at.sha, ref: at.ref, pullNumber: null, actorId: actor.id, payload, title: name })!; // prettier-ignore
  } // prettier-ignore

  private async scheduled(repository: Repository, found: FoundWorkflow, cron: string): Promise<void> {
    const { context } = this.options;
    const sha = await gitOf(context, repository).branch(repository.defaultBranch);
    const actor = context.state.accounts.find((row) => row.type === "User");
    if (!sha || !actor || found.workflow instanceof InvalidWorkflow) return;
    const payload = { ...commonPayload(context, repository, actor), schedule: cron };
    const ref = `refs/heads/${repository.defaultBranch}`;
    this.begin(repository, found, { event: "schedule", headBranch: repository.defaultBranch, headSha: sha, sha, ref, pullNumber: null, actorId: actor.id, payload, title: found.workflow.name }); // prettier-ignore
  }

  /** Runs a finished run once more, as a new attempt. */
  async rerun(repository: Repository, row: WorkflowRun): Promise<void> {
    const { context } = this.options;
    const path = context.state.workflows.get(row.workflowId)?.path;
    const found = (await workflowsAt(context, repository, row.sha)).find((each) => each.path === path);
    if (!found) return;
    const now = context.state.now();
    const again = context.state.runs.update(row.id, { attempt: row.attempt + 1, status: "queued", conclusion: null, startedAt: now, updatedAt: now }); // prettier-ignore
    this.execute(repository, found, again);
  }

  private begin(repository: Repository, found: FoundWorkflow, wanted: New): WorkflowRun | undefined {
    const { state } = this.options.context;
    const workflow = workflowRow(this.options.context, repository, found);
    if (workflow.state !== "active" || this.closed) return undefined;
    const numbers = state.runs.filter((row) => row.workflowId === workflow.id).map((row) => row.runNumber);
    const now = state.now();
    const identity = { id: state.nextId("run"), repositoryId: repository.id, workflowId: workflow.id, name: workflow.name }; // prettier-ignore
    const times = { createdAt: now, updatedAt: now, startedAt: now };
    const row = state.runs.insert({ ...identity, ...wanted, runNumber: Math.max(0, ...numbers) + 1, attempt: 1, status: "queued", conclusion: null, ...times }); // prettier-ignore
    this.execute(repository, found, row);
    return row;
  }

  private execute(repository: Repository, { workflow }: FoundWorkflow, row: WorkflowRun): void {
    const { context, runner, issueToken, onError } = this.options;
    if (workflow instanceof InvalidWorkflow) {
      context.state.runs.update(row.id, { status: "completed", conclusion: "failure", title: workflow.message });
      return;
    }
    const review = (run: WorkflowRun, job: Job, environment: string, holder: Parameters<RunParts["review"]>[3]) =>
      this.reviews.wait(repository, run, job, environment, holder);
    const parts: RunParts = { context, runner, issueToken, expressions: this.expressions!, groups: this.groups, slots: this.slots, logs: this.logs, review }; // prettier-ignore
    const run = new Run(parts, repository, workflow, row);
    const done = run.execute().catch(onError).finally(() => this.live.delete(row.id)); // prettier-ignore
    this.live.set(row.id, { run, done });
  }
}

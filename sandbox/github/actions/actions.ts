import { cpus } from "node:os";
import { join } from "node:path";
import type { Ticker } from "../../kit/clock";
import type { CellRunner } from "../../runtime/actions/types";
import type { Context } from "../context";
import type { Account, Repository } from "../entities";
import type { GitHubEvent } from "../events";
import { IdentityProvider } from "../identity/provider";
import { Activity } from "./activity";
import { nothingCarried, type CarriedJobs } from "./carried-jobs";
import { endUnfinished } from "./end-unfinished";
import type { WorkflowRun } from "./entities";
import { executeRun } from "./execute-run";
import { Expressions } from "./expressions";
import { Gates } from "./gates";
import { ConcurrencyGroups } from "./groups";
import { JobLogs } from "./logs";
import type { TokenPermissions } from "./permissions";
import { Run } from "./run";
import { Schedules } from "./schedules";
import { Slots } from "./slots";
import {
  runOfDispatch,
  runOfSchedule,
  startOfPull,
  startOfPush,
  startOfRepositoryDispatch,
  startOfRun,
  type Dispatch,
  type NewRun,
  type Start,
} from "./starts";
import { isTriggered } from "./triggers";
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

/** Runs the workflows of repositories for what happens to them. */
export class Actions {
  readonly logs: JobLogs;
  readonly gates: Gates;
  readonly identity: IdentityProvider;
  private readonly activity = new Activity();
  private readonly groups = new ConcurrencyGroups();
  private readonly slots: Slots;
  private readonly schedules: Schedules;
  private readonly live = new Map<string, { run: Run; done: Promise<void> }>();
  private expressions: Expressions | undefined;
  private closed = false;

  constructor(private readonly options: ActionsOptions) {
    const { context, runner, folder } = options;
    this.logs = new JobLogs(join(folder, "logs"), context.clock);
    this.slots = new Slots(Math.max(2, cpus().length), () => runner.available);
    this.gates = new Gates(context);
    this.identity = new IdentityProvider(context);
    this.schedules = new Schedules(context, (repository, found, cron) => this.scheduled(repository, found, cron));
  }

  get tickers(): readonly Ticker[] {
    const schedules = {
      name: "workflows",
      nextDue: (after: Date) => this.schedules.nextDue(after),
      run: async (due: Date) => this.schedules.run(due),
    };
    return [schedules, this.gates.ticker].map((ticker) => ({ ...ticker, settle: () => this.settled() }));
  }

  /** Loads what runs need; ends what a killed sandbox left unfinished. */
  async start(): Promise<void> {
    this.expressions = await Expressions.load();
    const { context } = this.options;
    endUnfinished(context, this.logs);
    for (const repository of context.state.repositories.all())
      this.schedules.learn(repository, await refreshWorkflows(context, repository));
  }

  /** Whatever happens is handled behind the request that made it happen. */
  handle(event: GitHubEvent): void {
    if (event.type === "push" || event.type === "pull_request") this.behind(this.respond(event));
  }

  /** Resolves when nothing runs any more but what waits for a review, a moment or a runner. */
  settled(): Promise<void> {
    return this.activity.idle();
  }

  /** How many jobs wait because nothing on this machine can run them. */
  get withoutRunner(): number {
    const { context, runner } = this.options;
    return runner.available ? 0 : context.state.jobs.filter((row) => row.status === "queued").length;
  }

  /** A runner may have come onto this machine: jobs that wait look again. */
  look(): void {
    this.slots.look();
  }

  cancel(runId: string, force: boolean): boolean {
    const live = this.live.get(runId);
    live?.run.cancel(force);
    return live !== undefined;
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const { run } of this.live.values()) run.cancel(true);
    await this.options.runner.stopAll();
    this.slots.look();
    await Promise.all([...this.live.values()].map(({ done }) => done));
    await this.settled();
  }

  private behind(work: Promise<unknown>): void {
    void this.activity.during(work.catch((error: unknown) => this.options.onError(error)));
  }

  private async respond(event: Extract<GitHubEvent, { type: "push" | "pull_request" }>): Promise<void> {
    const { context } = this.options;
    const { state } = context;
    const [repository, actor] = [state.repositories.get(event.repositoryId), state.accounts.get(event.actorId)];
    if (!repository || !actor) return;
    if (event.type === "push" && event.ref === `refs/heads/${repository.defaultBranch}`)
      this.schedules.learn(repository, await refreshWorkflows(context, repository));
    // What a workflow does with its own token starts no further workflows.
    if (actor.login === "github-actions[bot]") return;
    const starts =
      event.type === "push"
        ? startOfPush(context, repository, actor, event)
        : startOfPull(context, repository, actor, event);
    await this.startAll(repository, await starts);
  }

  /** Starts a run by hand. */
  dispatch(repository: Repository, actor: Account, found: FoundWorkflow, dispatch: Dispatch): WorkflowRun {
    const name = found.workflow instanceof InvalidWorkflow ? found.path : found.workflow.name;
    return this.begin(repository, found, runOfDispatch(this.options.context, repository, actor, dispatch, name))!;
  }

  /** Starts whatever waits for an event that somebody sends. */
  repositoryDispatch(
    repository: Repository,
    actor: Account,
    type: string,
    clientPayload: Readonly<Record<string, unknown>>,
  ): void {
    const starts = startOfRepositoryDispatch(this.options.context, repository, actor, { type, clientPayload });
    this.behind(starts.then((found) => this.startAll(repository, found)));
  }

  private async scheduled(repository: Repository, found: FoundWorkflow, cron: string): Promise<void> {
    if (found.workflow instanceof InvalidWorkflow) return;
    const run = await runOfSchedule(this.options.context, repository, cron, found.workflow.name);
    if (run) this.begin(repository, found, run);
  }

  /** Runs a finished run once more, as a new attempt; what it carries over does not run again. */
  rerun(repository: Repository, row: WorkflowRun, found: FoundWorkflow, carried: CarriedJobs): void {
    const { state } = this.options.context;
    const now = state.now();
    const { attempt, status, conclusion, startedAt, updatedAt } = row;
    const earlier = [...row.earlier, { attempt, status, conclusion, startedAt, updatedAt }];
    const again = state.runs.update(row.id, {
      attempt: attempt + 1,
      status: "queued",
      conclusion: null,
      startedAt: now,
      updatedAt: now,
      earlier,
    });
    this.execute(repository, found, again, carried);
  }

  private async startAll(repository: Repository, starts: readonly Start[]): Promise<void> {
    const { context } = this.options;
    if (context.state.permissions.get(repository.id)?.enabled === false) return;
    for (const { happening, run } of starts)
      for (const found of await workflowsAt(context, repository, run.sha)) {
        const broken = found.workflow instanceof InvalidWorkflow && /^(push|pull_request)$/.test(happening.event);
        if (broken || (!(found.workflow instanceof InvalidWorkflow) && (await isTriggered(found.workflow, happening))))
          this.begin(repository, found, run);
      }
  }

  private begin(repository: Repository, found: FoundWorkflow, wanted: NewRun): WorkflowRun | undefined {
    const { context } = this.options;
    const { state } = context;
    const workflow = workflowRow(context, repository, found);
    if (workflow.state !== "active" || this.closed) return undefined;
    const numbers = state.runs.filter((row) => row.workflowId === workflow.id).map((row) => row.runNumber);
    const now = state.now();
    const identity = {
      id: state.nextId("run"),
      repositoryId: repository.id,
      workflowId: workflow.id,
      name: workflow.name,
    };
    const times = { createdAt: now, updatedAt: now, startedAt: now };
    const row = state.runs.insert({
      ...identity,
      ...wanted,
      runNumber: Math.max(0, ...numbers) + 1,
      attempt: 1,
      status: "queued",
      conclusion: null,
      earlier: [],
      ...times,
    });
    this.behind(startOfRun(context, repository, row, "requested").then((starts) => this.startAll(repository, starts)));
    this.execute(repository, found, row, nothingCarried);
    return row;
  }

  private execute(repository: Repository, { workflow }: FoundWorkflow, row: WorkflowRun, carried: CarriedJobs): void {
    const { context, runner, issueToken, onError } = this.options;
    if (workflow instanceof InvalidWorkflow) {
      context.state.runs.update(row.id, { status: "completed", conclusion: "failure", title: workflow.message });
      return;
    }
    const { groups, slots, activity, gates, logs, identity } = this;
    const run = new Run(
      { context, runner, issueToken, identity, expressions: this.expressions!, groups, slots, activity, gates, logs },
      repository,
      workflow,
      row,
      carried,
    );
    const done = executeRun(run)
      .catch(onError)
      .finally(() => this.ended(repository, row.id));
    this.live.set(row.id, { run, done });
  }

  private ended(repository: Repository, id: string): void {
    this.live.delete(id);
    const { context } = this.options;
    const row = context.state.runs.get(id);
    if (!row || this.closed) return;
    this.behind(startOfRun(context, repository, row, "completed").then((starts) => this.startAll(repository, starts)));
  }
}

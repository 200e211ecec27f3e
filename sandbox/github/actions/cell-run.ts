import type { RunningCell } from "../../runtime/actions/types";
import { gitOf, htmlUrl } from "../context";
import type { Environment } from "../entities";
import { claimsOf } from "../identity/claims";
import type { Grant } from "../identity/provider";
import type { Scope } from "./called-workflow";
import { cellFile, cellLabel } from "./cell-file";
import { githubContext, githubVariables, unknownToRunner } from "./contexts";
import { Deployments } from "./deployments";
import type { Job } from "./entities";
import { deploymentRefusal, environmentNamed } from "./environments";
import type { Contexts } from "./expressions";
import { wantedGroup, type WantedGroup } from "./groups";
import { CellHolder, type MatrixGroup } from "./matrix-group";
import type { NeedResult, Outcome } from "./outcome";
import type { TokenPermissions } from "./permissions";
import { preamble } from "./preamble";
import type { Run } from "./run";
import { foreignAction, knownActions, standInsFor, wantsHistory } from "./stand-ins";
import { isMapping, list, type JobDefinition, type Mapping } from "./workflow-file";
import { writeContexts, type WrittenContexts } from "./written-contexts";

export interface Cell {
  readonly job: JobDefinition;
  /** Of its check run. */
  readonly name: string;
  readonly cell: Mapping | undefined;
  readonly needs: Readonly<Record<string, NeedResult>>;
  readonly contexts: Contexts;
  /** Whether its condition holds in a run that was cancelled, too: it goes on then. */
  readonly outlivesCancel: boolean;
}

/** One cell of one job: it waits for its turn, runs, and is reported as a check run. */
export class CellRun {
  private readonly labels: readonly string[];
  private readonly environment: Environment | undefined;
  private readonly holder: CellHolder;
  private readonly deployments: Deployments;
  private readonly row: Job;
  private running: RunningCell | undefined;

  constructor(
    private readonly run: Run,
    private readonly scope: Scope,
    private readonly cell: Cell,
    private readonly matrix: MatrixGroup,
  ) {
    const { context } = run.parts;
    this.labels = list(this.fill(cell.job.runsOn)).map(String);
    const { environment } = cell.job;
    const { name: named, deployment }: Mapping = isMapping(environment) ? environment : { name: environment };
    this.environment =
      named === undefined ? undefined : environmentNamed(context, run.repository, String(this.fill(named)));
    this.holder = new CellHolder(matrix);
    this.deployments = new Deployments(context, run.repository, run.row);
    this.row = run.jobs.create({
      key: scope.path + cell.job.key,
      name: cell.name,
      labels: this.labels,
      environment: this.environment?.name ?? null,
    });
    if (this.environment && String(deployment) !== "false") this.deployments.begin(this.row, this.environment.name);
  }

  async execute(): Promise<Outcome> {
    const { run, cell, holder } = this;
    const { groups, slots, expressions, activity } = run.parts;
    const follow = (): void => {
      if (run.forced || (run.cancelled && !cell.outlivesCancel)) holder.cancel();
    };
    const forget = run.onCancel(follow);
    follow();
    let group: WantedGroup | undefined;
    holder.onCancel(() => {
      this.running?.cancel();
      slots.look();
    });
    try {
      group = wantedGroup(expressions, run.repository.id, cell.job.concurrency, cell.contexts);
      const obstacle = this.obstacle();
      if (obstacle) return this.ended("failure", {}, obstacle);
      if (group) await groups.enterUnlessCancelled(group, holder);
      if (!(await this.admitted()))
        return this.ended("failure", {}, `Deployment to ${this.environment!.name} was rejected.`);
      return await slots.use(holder, () => activity.during(this.inSlot()));
    } catch (error) {
      return this.ended("failure", {}, `The sandbox could not run the job: ${(error as Error).message}`);
    } finally {
      forget();
      this.matrix.forget(holder);
      if (group) groups.leave(group.name, holder);
    }
  }

  private fill(value: unknown): unknown {
    return this.run.parts.expressions.fill(value, this.cell.contexts);
  }

  /** Why this job cannot run here, or not at all. */
  private obstacle(): string | undefined {
    const { job } = this.cell;
    const { context } = this.run.parts;
    if (job.unsupported)
      return `The sandbox runs jobs on this host, and does not do \`${job.unsupported}\` (jobs.${job.key}).`;
    const system = this.labels.find((label) => /^(windows|macos)/i.test(label));
    if (system) return `The sandbox has no runner with the label ${system}.`;
    const foreign = foreignAction(job);
    if (foreign) return `The sandbox has no stand-in for the action ${foreign}: ${knownActions.join(", ")} are there.`;
    if (!this.environment) return undefined;
    return deploymentRefusal(context, this.run.repository, this.environment, this.run.row);
  }

  /** Waits for the reviewers and the timer of the environment. */
  private async admitted(): Promise<boolean> {
    const { environment, holder, run, row } = this;
    if (!environment || holder.cancelled || (environment.reviewers.length === 0 && environment.waitTimer === 0))
      return true;
    run.jobs.wait(row.id, "waiting");
    this.deployments.report(row.id, "pending");
    const admitted = await run.parts.gates.wait(run.row, row, environment, holder);
    if (admitted) run.jobs.wait(row.id, "queued");
    return admitted;
  }

  private async inSlot(): Promise<Outcome> {
    if (this.holder.cancelled) return this.ended("cancelled", {}, "The operation was canceled.");
    const minutes = Number(this.fill(this.cell.job.timeoutMinutes)) || 360;
    const { result, outputs } = await this.start(minutes);
    if (result === "timed_out")
      return this.ended(
        "cancelled",
        {},
        `The job running on runner sandbox has exceeded the maximum execution time of ${minutes} minutes.`,
      );
    return this.ended(result, outputs);
  }

  private ended(result: NeedResult["result"], outputs: NeedResult["outputs"] = {}, reason?: string): Outcome {
    const continued = result === "failure" && this.fill(this.cell.job.continueOnError) === true;
    this.run.jobs.complete(this.row.id, result, { reason, outputs });
    this.deployments.report(
      this.row.id,
      result === "success" ? "success" : result === "cancelled" ? "inactive" : "failure",
    );
    return { result, outputs, continued };
  }

  private written(): WrittenContexts {
    const { run, scope, cell } = this;
    const github = unknownToRunner(githubContext(run.parts.context, run.repository, run.row));
    const strategy = cell.contexts["strategy"] as Mapping;
    return { github, strategy, needs: cell.needs, ...(scope.inputs ? { inputs: scope.inputs } : {}) };
  }

  /** What lets the job ask for tokens of its identity, where it may. */
  private identity(permissions: TokenPermissions): Grant | undefined {
    if (permissions["id-token"] !== "write") return undefined;
    const { run, scope, row, environment } = this;
    const job = { checkRunId: row.id, environment: environment?.name, workflow: scope.file };
    return run.parts.identity.grant(claimsOf(run.parts.context, run.repository, run.row, job));
  }

  private async start(minutes: number) {
    const { run, scope, cell, row, environment } = this;
    const { job } = cell;
    const { context, runner, logs } = run.parts;
    const { repository } = run;
    const written = this.written();
    run.jobs.start(row.id);
    this.deployments.report(row.id, "in_progress");
    const permissions = scope.permissions(job);
    const { token, revoke } = run.parts.issueToken(repository, permissions);
    let identity: Grant | undefined;
    try {
      identity = this.identity(permissions);
      for (const line of preamble(cell.name, permissions, run.trusted)) logs.write(row.id, line);
      this.running = await runner.run({
        workflow: cellFile(scope.workflow, {
          key: job.key,
          cell: cell.cell,
          event: run.row.event,
          contexts: written,
        }),
        label: cellLabel,
        job: job.key,
        event: run.row.event,
        payload: run.row.payload,
        repository: gitOf(context, repository).folder,
        sha: run.row.sha,
        ref: run.row.ref,
        remote: htmlUrl(context, repository),
        fullHistory: wantsHistory(job),
        secrets: { ...scope.secrets(environment), GITHUB_TOKEN: token },
        hidden: identity ? [identity.token] : [],
        vars: run.variables(environment),
        env: { ...githubVariables(context, repository, run.row), GITHUB_JOB: job.key, ...identity?.variables },
        actor: context.state.accounts.get(run.row.actorId)?.login ?? "ghost",
        defaultBranch: repository.defaultBranch,
        actions: standInsFor(job),
        outputs: writeContexts(isMapping(job.source["outputs"]) ? job.source["outputs"] : {}, written) as Record<
          string,
          string
        >,
        timeoutMs: minutes * 60_000,
        log: (line) => logs.write(row.id, line),
        summary: (markdown) => logs.addSummary(row.id, markdown),
        step: ({ name, result }) => run.jobs.step(row.id, name, result),
      });
      if (this.holder.cancelled) this.running.cancel();
      return await this.running.finished;
    } finally {
      revoke();
      identity?.revoke();
    }
  }
}

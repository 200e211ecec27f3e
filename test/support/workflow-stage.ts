import { seal } from "tweetnacl-sealedbox-js";
import { provideActionsRunner } from "../../engine/engine";
import { layoutOf } from "../../engine/layout";
import { silentReport } from "../../engine/report";
import { cloneOf, type Clone } from "./clone";
import { callerOn, type GitHubCaller } from "./github-caller";
import { openSandbox, type OpenSandbox } from "./sandbox";

export interface Run {
  readonly id: number;
  readonly event: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly head_branch: string;
  readonly head_sha: string;
  readonly run_attempt: number;
}

export interface Job {
  readonly id: number;
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly steps: readonly { readonly name: string; readonly conclusion: string }[];
}

/** A sandbox whose workflows run, and a clone of its repository. */
export interface WorkflowStage extends GitHubCaller {
  readonly open: OpenSandbox;
  readonly clone: Clone;
  /** `/repos/penny-university/penny_university` */
  readonly repository: string;
  runs(query?: string): Promise<Run[]>;
  /** The newest run for a commit, when it has ended. */
  runFor(sha: string, event: string): Promise<Run>;
  /** The newest run that fits a query, when `test` holds for it. */
  until(query: string, test: (run: Run) => boolean): Promise<Run>;
  jobsOf(run: Pick<Run, "id">): Promise<readonly Job[]>;
  conclusions(run: Pick<Run, "id">): Promise<Record<string, string | null>>;
  logOf(run: Pick<Run, "id">, job: string): Promise<string>;
  putSecret(scope: string, name: string, value: string): Promise<void>;
  /** Commits files on a branch and pushes it. */
  push(
    branch: string,
    files: Readonly<Record<string, string>>,
    message: string,
  ): Promise<{ sha: string; said: string; exitCode?: number }>;
}

const repository = "/repos/penny-university/penny_university";

/** With the runner that set-up builds; takes minutes the first time on a machine. */
export async function openWorkflowStage(): Promise<WorkflowStage> {
  const layout = layoutOf(process.env);
  await provideActionsRunner(layout, silentReport);
  const open = await openSandbox({ pulumiHome: layout.home });
  const { urls, credentials } = open.sandbox;
  const caller = callerOn(() => open);
  const { send } = caller;
  const clone = await cloneOf(urls.github, credentials.githubToken, repository.slice("/repos/".length));

  const runs = async (query = "") =>
    (await send<{ workflow_runs: Run[] }>("GET", `${repository}/actions/runs?per_page=100&${query}`)).body
      .workflow_runs;
  const until = async (query: string, test: (run: Run) => boolean): Promise<Run> => {
    for (;;) {
      const [run] = await runs(query);
      if (run && test(run)) return run;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const jobsOf = async ({ id }: Pick<Run, "id">) =>
    (await send<{ jobs: Job[] }>("GET", `${repository}/actions/runs/${id}/jobs`)).body.jobs;
  return {
    ...caller,
    open,
    clone,
    repository,
    runs,
    until,
    jobsOf,
    runFor: (sha, event) => until(`head_sha=${sha}&event=${event}`, (run) => run.status === "completed"),
    conclusions: async (run) => Object.fromEntries((await jobsOf(run)).map((job) => [job.name, job.conclusion])),
    logOf: async (run, name) => {
      const job = (await jobsOf(run)).find((each) => each.name === name)!;
      return (await send<string>("GET", `${repository}/actions/jobs/${job.id}/logs`)).body;
    },
    putSecret: async (scope, name, value) => {
      const { key, key_id } = (await send<{ key: string; key_id: string }>("GET", `${scope}/secrets/public-key`)).body;
      const encrypted_value = Buffer.from(seal(Buffer.from(value), Buffer.from(key, "base64"))).toString("base64");
      expect((await send("PUT", `${scope}/secrets/${name}`, { key_id, encrypted_value })).status).toBe(201);
    },
    push: async (branch, files, message) => {
      await clone.git("checkout", "-q", "-B", branch);
      const sha = await clone.commit(message, files);
      const { all, exitCode } = await clone.git("push", "origin", branch);
      return { sha, said: all, exitCode };
    },
  };
}

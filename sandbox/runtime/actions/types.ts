/** What the simulator of GitHub asks of this machine: to run one cell of one job. */

/** An action of somebody else's that a job uses: a stand-in for it lies in `folder`. */
export interface LocalAction {
  /** `actions/setup-python@v5`, as the workflow writes it. */
  readonly uses: string;
  readonly folder: string;
}

/** What jobs find on the machine besides programs. */
export interface JobMachine {
  readonly env: Readonly<Record<string, string>>;
  /** The authorities that its clients trust, the system's among them. It may be made after the runner. */
  readonly bundleFile: string;
  /** A PULUMI_HOME whose programs and plugins jobs have in their own `~/.pulumi`; GitHub's machines have Pulumi, too. */
  readonly pulumiHome?: string;
}

export interface CellRequest {
  /** A workflow in which only this job is to run; its `runs-on` is `label`. */
  readonly workflow: string;
  readonly label: string;
  readonly job: string;
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** The bare repository, what is checked out of it, and where it is reached. */
  readonly repository: string;
  readonly sha: string;
  readonly ref: string;
  readonly remote: string;
  /** All of the history, or the commit alone. */
  readonly fullHistory: boolean;
  readonly secrets: Readonly<Record<string, string>>;
  /** What logs must not show besides the secrets. */
  readonly hidden: readonly string[];
  readonly vars: Readonly<Record<string, string>>;
  /** `GITHUB_…` variables. */
  readonly env: Readonly<Record<string, string>>;
  readonly actor: string;
  readonly defaultBranch: string;
  readonly actions: readonly LocalAction[];
  /** Outputs of the job: name → expression. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly log: (line: string) => void;
  /** Markdown that a step shows on the page of the run. */
  readonly summary: (markdown: string) => void;
  readonly step: (change: StepChange) => void;
}

export interface StepChange {
  readonly name: string;
  /** Undefined when it begins. */
  readonly result: "success" | "failure" | "cancelled" | "skipped" | undefined;
}

export interface CellResult {
  readonly result: "success" | "failure" | "cancelled" | "timed_out";
  readonly outputs: Readonly<Record<string, string>>;
}

export interface RunningCell {
  readonly finished: Promise<CellResult>;
  /** Lets `if: always()` and `cancelled()` steps run, then ends it. */
  cancel(): void;
}

export interface CellRunner {
  /** Whether the program that runs jobs is on this machine; without it they wait, as at GitHub without a runner. */
  readonly available: boolean;
  run(request: CellRequest): Promise<RunningCell>;
  stopAll(): Promise<void>;
}

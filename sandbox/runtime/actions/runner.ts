import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse, stringify } from "yaml";
import { baseFolder, canReach } from "../machine/folders";
import { AccountPool } from "../processes/accounts";
import { systemPath } from "../processes/environment";
import { findIsolation, type Isolation } from "../processes/isolation";
import { launch } from "../processes/launch";
import { signalProgram } from "../processes/signals";
import { makeWorkplace, openWorkplaces, removeWorkplace } from "../processes/workplace";
import type { RunningProcess } from "../types";
import { Mask } from "./mask";
import { ActOutput } from "./output";
import { handOverSecrets, type Place, preparePlace, reachableProgram, readOutputs } from "./place";
import type { CellRequest, CellResult, CellRunner, JobMachine, RunningCell } from "./types";

export interface ActRunnerOptions {
  /** SANDBOX_HOME. */
  readonly home: string;
  /** The program act 0.2.82. */
  readonly program: string;
  readonly machine?: JobMachine;
}

const outputsStep = "Sandbox: hand over the outputs";
/** GitHub gives `always()` steps of a cancelled job five minutes; here they run on a person's machine. */
const graceMs = 30_000;

/** Settings by which this machine reaches package registries: they are the runner's, not the workflow's. */
function installerSettings(): Record<string, string> {
  const wanted =
    /^(PIP_|npm_config_(registry|cafile|proxy|https_proxy|noproxy)$|https?_proxy$|no_proxy$|SSL_CERT_|REQUESTS_CA_BUNDLE$|NODE_EXTRA_CA_CERTS$)/i;
  const given = Object.entries(process.env).filter(([name, value]) => wanted.test(name) && value !== undefined);
  return Object.fromEntries(given) as Record<string, string>;
}

/** Runs cells of jobs by nektos/act on this host: one process each, isolated as dynos are, with a user and a folder of its own. */
export class ActRunner implements CellRunner {
  private readonly accounts: AccountPool;
  private readonly running = new Set<RunningProcess>();
  private found: { readonly folder: string; readonly isolation: Isolation } | undefined;

  constructor(private readonly options: ActRunnerOptions) {
    this.accounts = new AccountPool(options.home, "job");
  }

  get available(): boolean {
    return existsSync(this.options.program);
  }

  async run(request: CellRequest): Promise<RunningCell> {
    const account = this.accounts.take();
    const { folder, isolation } = this.machine();
    const root = await makeWorkplace(folder, account);
    const cleanUp = async (): Promise<void> => {
      await removeWorkplace(root);
      this.accounts.giveBack(account);
    };
    try {
      const place = await preparePlace(
        root,
        account,
        { ...request, workflow: withOutputs(request, join(root, "outputs")) },
        this.options.machine,
      );
      const mask = new Mask([...Object.values(request.secrets), ...request.hidden]);
      const output = new ActOutput(request, mask, outputsStep);
      const giveUp = handOverSecrets(place.secrets, request.secrets);
      const started = await launch(
        {
          argv: [this.program(), ...argumentsFor(request, place)],
          account: { ...account, users: place.users },
          ownsAccount: true,
          env: environmentOf(place, account.name, this.options.machine),
          cwd: place.work,
          wholeLines: true,
          log: (line) => output.read(line),
        },
        isolation,
      );
      return this.follow(started, { request, place, output, mask, isolation, cleanUp, giveUp });
    } catch (error) {
      await cleanUp();
      throw error;
    }
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.running].map((each) => each.stop(0)));
  }

  private follow(started: RunningProcess, cell: Cell): RunningCell {
    this.running.add(started);
    let ended: "cancelled" | "timed_out" | undefined;
    const end = (why: "cancelled" | "timed_out"): void => {
      if (ended) return;
      ended = why;
      signalProgram(started.pid, cell.isolation.kind, "SIGINT");
      const timer = setTimeout(() => void started.stop(2000), graceMs);
      void started.exited.finally(() => clearTimeout(timer));
    };
    const timer = setTimeout(() => end("timed_out"), Math.min(cell.request.timeoutMs, 2 ** 31 - 1));
    const finish = async (): Promise<CellResult> => {
      await started.exited;
      clearTimeout(timer);
      await cell.giveUp();
      if (!ended) cell.output.explain();
      const outputs = await readOutputs(cell.place.outputs, Object.keys(cell.request.outputs));
      // As GitHub's runner does: cells of a matrix can each set one of the job's outputs.
      const open = Object.entries(outputs).filter(([, value]) => value !== "" && !cell.mask.holds(value));
      return { result: ended ?? cell.output.jobResult ?? "failure", outputs: Object.fromEntries(open) };
    };
    const finished = finish().finally(async () => {
      this.running.delete(started);
      await cell.cleanUp();
    });
    return { finished, cancel: () => end("cancelled") };
  }

  private program(): string {
    const { program, home } = this.options;
    const account = this.accounts.take();
    this.accounts.giveBack(account);
    return canReach(program, account)
      ? program
      : reachableProgram(program, join(baseFolder(home, account), "run", "act-0.2.82"));
  }

  private machine(): { readonly folder: string; readonly isolation: Isolation } {
    if (this.found === undefined) {
      const account = this.accounts.take();
      this.accounts.giveBack(account);
      this.found = {
        folder: openWorkplaces(this.options.home, "jobs", account),
        isolation: findIsolation(account),
      };
    }
    return this.found;
  }
}

interface Cell {
  readonly request: CellRequest;
  readonly place: Place;
  readonly output: ActOutput;
  readonly mask: Mask;
  readonly isolation: Isolation;
  readonly cleanUp: () => Promise<void>;
  readonly giveUp: () => Promise<void>;
}

/** The workflow with a last step that writes down the job's outputs: act tells them nobody. */
function withOutputs({ workflow, job, outputs }: CellRequest, file: string): string {
  const values = Object.values(outputs);
  if (values.length === 0) return workflow;
  const source = parse(workflow) as { jobs: Record<string, { steps: unknown[]; outputs?: unknown }> };
  const names = values.map((_, index) => `SANDBOX_OUTPUT_${index}`);
  const step = {
    name: outputsStep,
    if: "${{ always() }}",
    shell: "bash",
    "working-directory": ".",
    env: Object.fromEntries(values.map((value, index) => [names[index]!, value])),
    run: `printf '%s\\0' ${names.map((name) => `"$${name}"`).join(" ")} > '${file}'`,
  };
  source.jobs[job]!.steps.push(step);
  return stringify(source);
}

function argumentsFor(request: CellRequest, place: Place): string[] {
  const actions = place.actions.flatMap((action) => ["--local-repository", action]);
  return [
    request.event,
    ...["-C", place.checkout, "-W", place.workflow, "-e", place.event, "-j", request.job],
    ...["-P", `${request.label}=-self-hosted`],
    ...["--secret-file", place.secrets, "--var-file", place.vars, "--env-file", place.env, "--input-file", "/dev/null"],
    ...actions,
    ...["--action-cache-path", place.cache, "--action-offline-mode", "--no-cache-server", "--json", "-v", "--rm"],
    ...["--actor", request.actor, "--defaultbranch", request.defaultBranch],
  ];
}

function environmentOf(place: Place, user: string, machine: JobMachine | undefined): Record<string, string> {
  return {
    ...installerSettings(),
    ...machine?.env,
    ...(place.certificates && { NODE_EXTRA_CA_CERTS: place.certificates, GIT_SSL_CAINFO: place.certificates }),
    PATH: [...new Set([...systemPath.split(":"), dirname(process.execPath)])].join(":"),
    LANG: "C.UTF-8",
    HOME: place.home,
    PULUMI_HOME: join(place.home, ".pulumi"),
    USER: user,
    LOGNAME: user,
    TMPDIR: place.temporary,
    XDG_CACHE_HOME: join(place.home, ".cache"),
    XDG_CONFIG_HOME: join(place.home, ".config"),
    ImageOS: "sandbox",
    // act gives steps a terminal, which GitHub does not: nothing may wait for a key.
    PAGER: "cat",
    GIT_PAGER: "cat",
    TERM: "dumb",
  };
}

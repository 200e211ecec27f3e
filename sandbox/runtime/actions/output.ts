import type { Mask } from "./mask";
import type { CellRequest, CellResult } from "./types";

/** One line of act's JSON output: only fields that are safe to keep are read, the others carry secrets in plain text. */
interface Line {
  readonly jobID?: string;
  readonly level?: string;
  readonly msg?: string;
  readonly raw_output?: boolean;
  readonly command?: string;
  readonly arg?: string;
  readonly step?: string;
  readonly stage?: string;
  readonly stepResult?: string;
  readonly jobResult?: string;
}

const results = ["success", "failure", "skipped"] as const;

/** Reads what act prints: the log, the steps, and how the job ended. */
export class ActOutput {
  private result: CellResult["result"] | undefined;
  private current = "";

  constructor(
    private readonly request: Pick<CellRequest, "job" | "log" | "step">,
    private readonly mask: Mask,
    /** A step of ours, which nobody is told about. */
    private readonly hiddenStep: string,
  ) {}

  get jobResult(): CellResult["result"] | undefined {
    return this.result;
  }

  read(text: string): void {
    const line = parse(text);
    if (!line) return this.say(text);
    if (line.command === "add-mask" && line.arg) this.mask.add(line.arg);
    if (line.jobID !== undefined && line.jobID !== this.request.job) return;
    if (line.jobResult) this.result = line.jobResult === "success" ? "success" : "failure";
    if (line.step?.trim() === this.hiddenStep) return;
    if (line.step && line.stage === "Main") this.follow(this.nameOf(line.step), line.stepResult);
    if (line.msg !== undefined && isForPeople(line)) this.say(line.msg.replace(/\r?\n$/, ""));
  }

  /** A step without a name is called by its script's first line, in which act has filled in the secrets. */
  private nameOf(step: string): string {
    return this.mask.hide(step).trim().split("\n")[0]!;
  }

  private follow(name: string, result: string | undefined): void {
    if (name !== this.current) {
      this.current = name;
      this.request.step({ name, result: undefined });
    }
    const known = results.find((each) => each === result);
    if (known) this.request.step({ name, result: known });
  }

  private say(text: string): void {
    for (const line of this.mask.hide(text).split(/\r?\n/)) this.request.log(line);
  }
}

function parse(text: string): Line | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    return JSON.parse(text) as Line;
  } catch {
    return undefined;
  }
}

/** Of what act says about itself, only what began and ended, and what went wrong. */
function isForPeople({ raw_output, level, msg = "" }: Line): boolean {
  if (raw_output) return true;
  if (msg.startsWith("Couldn't get a valid docker connection")) return false; // no container is wanted
  if (level === "error" || level === "warning") return true;
  return level === "info" && /^\s*(⭐|✅|❌|❗|🚧)/u.test(msg);
}

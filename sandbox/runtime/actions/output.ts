import { hidesScript, isForgiven, logText, parseLine, scriptOf, wasCancelled, type ActLine } from "./act-line";
import type { Mask } from "./mask";
import { announce, firstLine, stepsOf, type StepDefinition } from "./steps";
import type { CellRequest, CellResult, StepChange } from "./types";

const results = ["success", "failure", "skipped"] as const;

/** Reads what act prints: the log in the words of GitHub's runner, the steps, and how the job ended. */
export class ActOutput {
  private readonly steps: ReadonlyMap<string, StepDefinition>;
  private readonly strays: string[] = [];
  private result: CellResult["result"] | undefined;
  private current = "";
  private last = "";
  private forgiven = false;

  constructor(
    private readonly request: Pick<CellRequest, "workflow" | "job" | "log" | "summary" | "step">,
    private readonly mask: Mask,
    /** A step of ours, which nobody is told about. */
    private readonly hiddenStep: string,
  ) {
    this.steps = stepsOf(request.workflow, request.job);
  }

  get jobResult(): CellResult["result"] | undefined {
    return this.result;
  }

  read(text: string): void {
    const line = parseLine(text);
    if (!line) return void this.strays.push(text);
    if (line.command === "add-mask" && line.arg) this.mask.add(line.arg);
    if (line.jobID !== undefined && line.jobID !== this.request.job) return;
    if (line.command === "summary" && line.content) this.request.summary(this.mask.hide(line.content));
    if (line.jobResult) this.result = line.jobResult === "success" ? "success" : "failure";
    if (line.step?.trim() === this.hiddenStep || line.stage === "Pre") return;
    this.follow(line);
    const said = logText(line);
    if (said !== undefined && !(said.startsWith("##[error]") && said === this.last)) this.say(said);
  }

  /** What act says of itself, when the job never came to an end. */
  explain(): void {
    if (this.result === undefined) for (const text of this.strays) this.say(`##[error]${text}`);
  }

  private follow(line: ActLine): void {
    if (line.step === undefined) return;
    this.announced(line);
    // The steps of an action that is made of steps are its own business.
    if ((line.stepID?.length ?? 0) > 1) return;
    const name = this.titleOf(line);
    if (isForgiven(line.msg)) this.forgiven = true;
    if (line.msg?.startsWith("⭐ Run ")) this.begin(line, name);
    if (wasCancelled(line.msg)) this.request.step({ name, result: "cancelled" });
    const known = results.find((each) => each === line.stepResult);
    if (known) this.end(line, name, known);
  }

  private announced(line: ActLine): void {
    const definition = this.definitionOf(line);
    const inner = (line.stepID?.length ?? 0) > 1;
    const script = hidesScript(line) ? definition.run : scriptOf(line);
    if (script !== undefined) this.say(announce(inner ? {} : definition, script));
    else if (line.msg?.startsWith("⭐ Run Main ") && !inner && definition.uses !== undefined)
      this.say(announce(definition, undefined));
  }

  private begin({ stage, step }: ActLine, name: string): void {
    this.current = name;
    this.forgiven = false;
    this.request.step({ name, result: undefined });
    if (stage === "Post") this.say("Post job cleanup.");
    if (step === "Complete job") this.say("Cleaning up orphan processes");
  }

  private end({ stage }: ActLine, name: string, result: NonNullable<StepChange["result"]>): void {
    const begun = this.current === name;
    if (stage === "Post" && !begun) return; // it has nothing to do afterwards
    this.current = "";
    this.request.step({ name, result: result === "failure" && this.forgiven ? "success" : result });
  }

  /** A step without a name is called by its script's first line, in which act has filled in the secrets. */
  private titleOf(line: ActLine): string {
    const text = firstLine(this.mask.hide(line.step!));
    if (line.stage === undefined) return text;
    const title = this.definitionOf(line).name === undefined ? `Run ${text}` : text;
    return line.stage === "Post" ? `Post ${title}` : title;
  }

  private definitionOf({ stepID }: ActLine): StepDefinition {
    return this.steps.get(stepID?.[0] ?? "") ?? {};
  }

  private say(text: string): void {
    this.last = text;
    for (const line of this.mask.hide(text).split(/\r?\n/)) this.request.log(line);
  }
}

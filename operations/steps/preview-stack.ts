import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isSound, type Review, reviewOf } from "../../review/review";
import { Interrupted, OperationError } from "../errors";
import { type Engine } from "../infrastructure/engine";

const pack = join(__dirname, "../../policy/pulumi-analyzer-policy-penny");

/** The engine ended without telling steps. */
export class NoPreview extends OperationError {
  readonly id = "no_preview";
  constructor(stack: string, said: string) {
    super(`the preview of ${stack} did not come about:\n${said.trim()}`);
  }
}

/** What an `up` of the stack would do now, with what was changed by others, and what the policies say. @throws NoPreview, Interrupted */
export async function previewStack(engine: Engine, stack: string, signal?: AbortSignal): Promise<Review> {
  // The log has the policies' results, which `--json` leaves out; and debug messages, in which the SDK writes secrets.
  const folder = mkdtempSync(join(tmpdir(), "penny-preview-"));
  const log = join(folder, "events.jsonl");
  try {
    const args = ["preview", "--json", "--refresh", "--diff", "--policy-pack", pack, "--event-log", log];
    const said = await engine.ask([...args, "--stack", stack], { PULUMI_DEBUG_COMMANDS: "true" }, signal);
    if (signal?.aborted) throw new Interrupted(`the preview of ${stack} was not finished; nothing was changed`);
    if (!said.stdout.trimStart().startsWith("{")) throw new NoPreview(stack, said.stderr || said.stdout);
    const review = reviewOf({ stack, preview: said.stdout, events: readFileSync(log, "utf8") });
    // A failure that the output does not tell must never pass for "nothing changes".
    if (said.exitCode !== 0 && isSound(review)) throw new NoPreview(stack, said.stderr || said.stdout);
    return review;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const policyPack = pack;

import { type Change, changesOf } from "./changes";
import { readDigest } from "./digest";
import { type Drift, driftOf } from "./drift";
import { type PolicyResults, readPolicies } from "./policies";
import { type Risk, risksOf } from "./risks";
import { redact } from "./secret-look";

/** Everything that is told of one stack's preview. */
export interface Review {
  readonly stack: string;
  readonly changes: readonly Change[];
  readonly risks: readonly Risk[];
  readonly drift: readonly Drift[];
  /** Undefined when no policies were run. */
  readonly policies: PolicyResults | undefined;
  /** Why there is no complete preview; empty when there is one. */
  readonly errors: readonly string[];
}

export interface Material {
  readonly stack: string;
  /** What `pulumi preview --json --refresh --diff` printed. */
  readonly preview: string;
  /** The engine's event log of the same run. */
  readonly events?: string;
}

/** Whether its steps may be applied: it is complete, and no policy is violated. */
export const isSound = ({ errors, policies }: Review): boolean =>
  errors.length === 0 && (policies?.violations.length ?? 0) === 0;

/** @throws {PreviewUnreadable} */
export function reviewOf({ stack, preview, events }: Material): Review {
  const digest = readDigest(preview);
  const changes = changesOf(digest);
  const policies = events === undefined ? undefined : readPolicies(events);
  const told = digest.diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => cleaned(message));
  // With violations the engine says only that the preview failed.
  const errors = told.filter((message) => message !== "preview failed" || !policies?.violations.length);
  const drift = driftOf(digest);
  return { stack, changes, risks: risksOf(changes, drift), drift, policies, errors };
}

/** Of a stack that could not be previewed at all. */
export const failedReview = (stack: string, message: string): Review => ({
  ...{ stack, changes: [], risks: [], drift: [], policies: undefined },
  errors: [cleaned(message)],
});

function cleaned(message: string): string {
  return redact(message.replace(/\u001b\[[0-9;]*m/g, "").replace(/<\{%[^%]*%\}>/g, ""))
    .replace(/^error: /, "")
    .trim();
}

import { type Change } from "../../review/changes";
import { fingerprint } from "../../review/steps";

/** Whether an `up` may go on: nothing to do, exactly what was approved, or something that nobody has seen. */
export type Approval = "nothing" | "approved" | "unseen" | "different";

/** @param approved the digest of the steps that somebody saw and agreed to; undefined when nobody did */
export function judgeApproval(changes: readonly Change[], approved: string | undefined): Approval {
  if (changes.length === 0) return "nothing";
  if (approved === undefined) return "unseen";
  return fingerprint(changes) === approved ? "approved" : "different";
}

import { type Change } from "../../review/changes";
import { isRenewal } from "../../review/renewal";
import { fingerprint } from "../../review/steps";

/** Whether an `up` may go on: there is nothing to do, or exactly what was approved, or what the program renews by itself; else not. */
export type Approval = "nothing" | "approved" | "renewal" | "unseen" | "different";

/** @param approved the digest of the steps that somebody saw and agreed to; undefined when nobody did */
export function judgeApproval(changes: readonly Change[], approved: string | undefined): Approval {
  if (changes.length === 0) return "nothing";
  if (isRenewal(changes)) return "renewal";
  if (approved === undefined) return "unseen";
  return fingerprint(changes) === approved ? "approved" : "different";
}

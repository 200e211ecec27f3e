import { atLeast, permissionOn } from "../authentication";
import type { Context } from "../context";
import type { Account, Repository, Review } from "../entities";
import type { Pull } from "./refs";

/** The last word of each reviewer who may write: comments take nothing back. */
function standingReviews(context: Context, repository: Repository, pull: Pull): Review[] {
  const { state } = context;
  const reviews = state.reviews.filter((row) => row.issueId === pull.id && row.state !== "COMMENTED");
  const last = [...new Map(reviews.map((row) => [row.authorId, row])).values()];
  return last.filter((row) => mayWrite(context, repository, state.accounts.get(row.authorId)));
}

function mayWrite({ state }: Context, repository: Repository, account: Account | undefined): boolean {
  if (!account) return false;
  const token = { id: "", accountId: account.id, scopes: [] };
  return atLeast(permissionOn(state, { account, token }, repository), "write");
}

/** GitHub's sentence for reviews that are missing; undefined when none are. */
export function missingReviews(
  context: Context,
  repository: Repository,
  pull: Pull,
  required: number,
): string | undefined {
  const reviews = standingReviews(context, repository, pull);
  if (reviews.some((row) => row.state === "CHANGES_REQUESTED"))
    return "Changes have been requested and must be addressed before merging."; // GitHub's words are not known
  const approvals = reviews.filter((row) => row.state === "APPROVED").length;
  const plural = required === 1 ? "review is" : "reviews are";
  return approvals < required
    ? `At least ${required} approving ${plural} required by reviewers with write access.`
    : undefined;
}

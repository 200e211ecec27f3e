import { type GitHubClient } from "../../clients/github";
import { commentMarker, digestIn } from "../../review/comment";

/**
 * Whose comments count: what a workflow posts with the token of its run, which a fork's has no leave to. A person's comment is no preview. Who
 * may edit this one (the role Write) may as well approve steps by hand.
 * https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization
 */
const poster = "github-actions[bot]";

/** The digest of the steps that were previewed, for a stack, in the pull request that brought a commit; undefined when none were. */
export async function findPreviewedSteps(
  { pulls, issues }: GitHubClient,
  commit: string,
  stack: string,
): Promise<string | undefined> {
  const merged = (await pulls.ofCommit(commit)).find((pull) => pull.mergeCommit === commit);
  if (!merged) return undefined;
  const comments = await issues.comments(merged.number);
  const preview = comments.find(({ body, author }) => author === poster && body.startsWith(commentMarker));
  return preview && digestIn(preview.body, stack);
}

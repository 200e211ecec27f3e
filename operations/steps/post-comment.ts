import { type GitHubClient } from "../../clients/github";

/** What happened to a comment or an issue. */
export type Posted = "created" | "updated" | "unchanged" | "closed" | "none";

export interface WantedComment {
  readonly pull: number;
  /** How its body begins. */
  readonly marker: string;
  readonly body: string;
  /** Only an earlier one is brought up to date. */
  readonly updateOnly?: boolean;
}

/**
 * Keeps one comment of a pull request up to date: one of its own, for who may write to the repository could edit everybody's, and whoever
 * wrote a comment may change it afterwards.
 */
export async function postComment({ issues }: GitHubClient, wanted: WantedComment): Promise<Posted> {
  const { pull, marker, body, updateOnly = false } = wanted;
  const me = await issues.ownLogin();
  const mine = (await issues.comments(pull)).find(({ author, body: told }) => author === me && told.startsWith(marker));
  if (mine?.body === body) return "unchanged";
  if (!mine && updateOnly) return "none";
  if (mine) await issues.updateComment(mine.id, body);
  else await issues.addComment(pull, body);
  return mine ? "updated" : "created";
}

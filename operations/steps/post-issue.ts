import { type GitHubClient } from "../../clients/github";
import { type Posted } from "./post-comment";

export interface WantedIssue {
  readonly title: string;
  readonly body: string;
}

/**
 * Keeps at most one open issue of the label whose body begins with the marker: opened or updated while there is something to tell, closed
 * with a word when there is nothing any more.
 */
export async function postIssue(
  { issues }: GitHubClient,
  { label, marker, goodbye }: { readonly label: string; readonly marker: string; readonly goodbye: string },
  wanted: WantedIssue | undefined,
): Promise<Posted> {
  const mine = (await issues.open(label)).find((one) => one.body.startsWith(marker));
  if (!wanted) {
    if (!mine) return "none";
    await issues.addComment(mine.number, goodbye);
    await issues.close(mine.number);
    return "closed";
  }
  if (mine?.body === wanted.body && mine.title === wanted.title) return "unchanged";
  if (mine) await issues.update(mine.number, wanted);
  else await issues.create({ ...wanted, labels: [label] });
  return mine ? "updated" : "created";
}

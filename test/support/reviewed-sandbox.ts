import { callerOn, type GitHubCaller } from "./github-caller";
import { openSandbox, type OpenSandbox } from "./sandbox";

export type ReviewedSandbox = OpenSandbox & Pick<GitHubCaller, "send" | "put">;

/** A sandbox without a runner, where a job with the environment `staging` waits until its reviewer, who asks here, lets it go. */
export async function openReviewedSandbox(repository: string): Promise<ReviewedSandbox> {
  const stage = await openSandbox();
  const { send, put } = callerOn(() => stage);
  const me = (await send<{ id: number }>("GET", "/user")).body.id;
  await send("PUT", `${repository}/environments/staging`, { reviewers: [{ type: "User", id: me }] });
  return { ...stage, send, put };
}

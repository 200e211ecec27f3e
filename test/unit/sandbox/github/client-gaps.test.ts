import { githubClientGaps } from "../../../../sandbox/contracts/github-client-gaps";
import { callerOf } from "../../../support/github-caller";
import { simulatedGitHub, type GitHubUnderTest } from "../../../support/github-contract";

let github: GitHubUnderTest;
const { send } = callerOf(() => github);

beforeAll(async () => {
  github = await simulatedGitHub();
});
afterAll(() => github.stop());

/** A 404 would make GitHub's Terraform provider forget a resource, or take it for one that does not exist. */
it("answers 501 with its reason to all that GitHub's provider calls and the sandbox does not do", async () => {
  for (const { method, path, reason } of githubClientGaps) {
    const asked = path
      .replace(/:owner|:org/, "orchard")
      .replace(":repo", "apples")
      .replace(/:\w+|\*/g, "1");
    const { status, body } = await send(method, asked, method === "GET" ? undefined : {});
    expect({ method, path, status, message: body.message }).toMatchObject({
      status: 501,
      message: expect.stringContaining(reason) as string,
    });
  }
});

import { GitHubClient } from "../../../../clients/github";
import { findPreviewedSteps } from "../../../../operations/steps/find-previewed-steps";
import { postComment } from "../../../../operations/steps/post-comment";
import { postIssue } from "../../../../operations/steps/post-issue";
import { comment, commentMarker, digestIn } from "../../../../review/comment";
import { simulatedGitHub, type GitHubUnderTest } from "../../../support/github-contract";
import { change, review } from "../../review/previews";

let simulator: GitHubUnderTest;
let github: GitHubClient;
/** With the token of a workflow's run. */
let workflow: GitHubClient;
let pull: number;

beforeAll(async () => {
  const simulated = await simulatedGitHub();
  simulator = simulated;
  const { apiUrl, token } = simulated;
  const repository = { owner: "orchard", repo: "apples" };
  github = new GitHubClient({ apiUrl, token, repository });
  const issued = simulated.simulator.issueToken("orchard", "apples", "write");
  workflow = new GitHubClient({ apiUrl, token: issued, repository });
  pull = (await github.issues.create({ title: "Larger", body: "", labels: [] })).number;
});
afterAll(async () => {
  await github?.close();
  await workflow?.close();
  await simulator?.stop();
});

const marked = (text: string) => `${commentMarker}\n\n${text}`;
const post = (text: string, updateOnly = false) =>
  postComment(github, { pull, marker: commentMarker, body: marked(text), updateOnly });
const ours = async () => (await github.issues.comments(pull)).filter(({ body }) => body.startsWith(commentMarker));

describe("the comment of a pull request", () => {
  it("is not begun for a change that touches nothing", async () => {
    expect(await post("nothing", true)).toBe("none");
    expect(await ours()).toEqual([]);
  });

  it("is one, updated in place, also behind more comments than a page holds", async () => {
    for (let index = 0; index < 101; index += 1) await github.issues.addComment(pull, `Comment ${index}`);
    expect(await post("first")).toBe("created");
    expect(await post("second")).toBe("updated");
    expect(await post("second")).toBe("unchanged");
    expect(await post("third", true)).toBe("updated");
    expect((await ours()).map(({ body }) => body)).toEqual([marked("third")]);
  });

  it("stays away from what somebody else wrote in its form, who could change it afterwards", async () => {
    const told = (body: string) => postComment(workflow, { pull, marker: commentMarker, body: marked(body) });
    expect(await told("by the workflow")).toBe("created");
    expect(await told("by the workflow, again")).toBe("updated");
    expect((await ours()).map(({ author, body }) => [author, body])).toEqual([
      ["gardener", marked("third")],
      ["github-actions[bot]", marked("by the workflow, again")],
    ]);
  });
});

describe("the issue of drift", () => {
  const kept = { label: "drift", marker: "<!-- drift: production -->", goodbye: "Gone." };
  const wanted = (text: string) => ({ title: `Drift: ${text}`, body: `${kept.marker}\n${text}` });
  const open = async () => (await github.issues.open("drift")).map(({ title }) => title);

  it("is opened once, updated, and closed when there is no drift any more; another stack's stays", async () => {
    await postIssue(
      github,
      { ...kept, marker: "<!-- drift: qa -->" },
      { title: "Drift of QA", body: "<!-- drift: qa -->" },
    );
    expect(await postIssue(github, kept, undefined)).toBe("none");
    expect(await postIssue(github, kept, wanted("one thing"))).toBe("created");
    expect(await postIssue(github, kept, wanted("one thing"))).toBe("unchanged");
    expect(await postIssue(github, kept, wanted("two things"))).toBe("updated");
    expect((await open()).sort()).toEqual(["Drift of QA", "Drift: two things"]);
    expect(await postIssue(github, kept, undefined)).toBe("closed");
    expect(await open()).toEqual(["Drift of QA"]);
    expect(await postIssue(github, kept, wanted("again"))).toBe("created");
  });
});

describe("the steps that a pull request was previewed with", () => {
  const told = (action: "create" | "delete") =>
    comment([review([change(action, "heroku:index:App", "application")])], { where: "", all: "" });
  let number: number;
  let merge: string;

  beforeAll(async () => {
    const parent = await github.commits.create({ message: "Start", files: { "b.txt": "b" }, parents: [] });
    await github.refs.create("heads/master", parent);
    const sha = await github.commits.create({ message: "Change", files: { "a.txt": "a" }, parents: [parent] });
    await github.refs.create("heads/change", sha);
    number = (await github.pulls.create({ title: "Change", body: "", head: "change", base: "master" })).number;
    const { owner, octokit } = simulator;
    merge = (await octokit.rest.pulls.merge({ owner, repo: "apples", pull_number: number })).data.sha;
    expect((await github.pulls.ofCommit(merge)).map((each) => each.number)).toEqual([number]);
  });

  it("are not taken from a comment that a person wrote, also when a workflow edits it", async () => {
    const { id } = await github.issues.addComment(number, told("delete"));
    expect(digestIn(told("delete"), "production")).toBeDefined();
    expect(await findPreviewedSteps(github, merge, "production")).toBeUndefined();
    await workflow.issues.updateComment(id, told("create"));
    expect(await findPreviewedSteps(github, merge, "production")).toBeUndefined();
  });

  it("are those of the comment that a workflow wrote, whatever stands before it", async () => {
    await postComment(workflow, { pull: number, marker: commentMarker, body: told("create") });
    expect(await findPreviewedSteps(github, merge, "production")).toBe(digestIn(told("create"), "production"));
    expect(await findPreviewedSteps(github, merge, "qa")).toBeUndefined();
  });
});

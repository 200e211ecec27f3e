import { GitHubClient } from "../../../../clients/github";
import { findPreviewedSteps } from "../../../../operations/steps/find-previewed-steps";
import { postComment } from "../../../../operations/steps/post-comment";
import { postIssue } from "../../../../operations/steps/post-issue";
import { comment, commentMarker, digestIn } from "../../../../review/comment";
import { simulatedGitHub, type GitHubUnderTest } from "../../../support/github-contract";
import { change, review } from "../../review/previews";

let simulator: GitHubUnderTest;
let github: GitHubClient;
let pull: number;

beforeAll(async () => {
  simulator = await simulatedGitHub();
  const { apiUrl, token } = simulator;
  github = new GitHubClient({ apiUrl, token, repository: { owner: "orchard", repo: "apples" } });
  pull = (await github.issues.create({ title: "Larger", body: "", labels: [] })).number;
});
afterAll(async () => {
  await github?.close();
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
  it("are not taken from a comment that a person wrote", async () => {
    const parent = await github.commits.create({ message: "Start", files: { "b.txt": "b" }, parents: [] });
    await github.refs.create("heads/master", parent);
    const sha = await github.commits.create({ message: "Change", files: { "a.txt": "a" }, parents: [parent] });
    await github.refs.create("heads/change", sha);
    const { number } = await github.pulls.create({ title: "Change", body: "", head: "change", base: "master" });
    const body = comment([review([change("delete", "heroku:index:App", "application")])], { where: "", all: "" });
    await github.issues.addComment(number, body);
    const { owner, octokit } = simulator;
    const { data } = await octokit.rest.pulls.merge({ owner, repo: "apples", pull_number: number });
    expect((await github.pulls.ofCommit(data.sha)).map((each) => each.number)).toEqual([number]);
    expect(digestIn(body, "production")).toBeDefined();
    expect(await findPreviewedSteps(github, data.sha, "production")).toBeUndefined();
  });
});

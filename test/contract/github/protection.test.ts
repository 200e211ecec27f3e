import { startGitHub, type GitHubUnderTest } from "../../support/github-contract";

jest.setTimeout(30_000);

const name = `protected-${process.pid}`;
let github: GitHubUnderTest;
let repo: { owner: string; repo: string };
let ruleId: string;

beforeAll(async () => {
  github = await startGitHub();
  repo = { owner: github.owner, repo: name };
  await github.octokit.rest.repos.createInOrg({ org: github.owner, name, auto_init: true });
}, 30_000);
afterAll(async () => {
  await github.octokit.rest.repos.delete(repo);
  await github.stop();
});

interface GraphQLAnswer {
  readonly status: number;
  readonly data?: Record<string, Record<string, unknown> | null> | null;
  readonly errors?: readonly { readonly type?: string; readonly message: string }[];
}

async function ask(query: string, variables: Record<string, unknown> = {}): Promise<GraphQLAnswer> {
  const headers = { authorization: `Bearer ${github.token}`, "content-type": "application/json" };
  const answer = await fetch(github.graphqlUrl, {
    method: "POST",
    headers,
    body: JSON.stringify({ query, variables }),
  });
  return { status: answer.status, ...((await answer.json()) as object) };
}

/** The provider's query: it breaks the rule about overlapping fields, and GitHub answers it all the same. */
const actor = "nodes{actor{... on App{id,name,slug},... on Team{id,name,slug},... on User{id,name,login}}}";
const readRule = `query($id:ID!){node(id:$id){... on BranchProtectionRule{repository{id,name},pushAllowances(first:100){${actor}},pattern,isAdminEnforced,requiredStatusCheckContexts,requiresStrictStatusChecks}}}`;
const createRule =
  "mutation($input:CreateBranchProtectionRuleInput!){createBranchProtectionRule(input:$input){branchProtectionRule{id}}}";

describe("branch protection by GraphQL", () => {
  it("creates a rule that the classic endpoints show", async () => {
    const { data } = await github.octokit.rest.repos.get(repo);
    const input = {
      repositoryId: data.node_id,
      pattern: "main",
      requiresStatusChecks: true,
      requiresStrictStatusChecks: true,
      requiredStatusCheckContexts: ["backend", "frontend"],
    };
    const answer = await ask(createRule, { input });
    ruleId = (answer.data!["createBranchProtectionRule"] as { branchProtectionRule: { id: string } })
      .branchProtectionRule.id;
    const rest = await github.octokit.rest.repos.getBranchProtection({ ...repo, branch: "main" });
    expect(rest.data.required_status_checks).toMatchObject({ strict: true, contexts: ["backend", "frontend"] });
  });

  it("answers the provider's query with the selected keys and no more", async () => {
    const { data } = await ask(readRule, { id: ruleId });
    expect(data!["node"]).toEqual({
      repository: { id: expect.any(String) as string, name },
      pushAllowances: { nodes: [] },
      pattern: "main",
      isAdminEnforced: false,
      requiredStatusCheckContexts: ["backend", "frontend"],
      requiresStrictStatusChecks: true,
    });
  });

  it("refuses a second rule of the same pattern", async () => {
    const { data } = await github.octokit.rest.repos.get(repo);
    const answer = await ask(createRule, { input: { repositoryId: data.node_id, pattern: "main" } });
    expect(answer.errors?.[0]?.message).toBe("Name already protected: main");
  });

  it("says by 200 and an error that a node does not exist", async () => {
    const answer = await ask("query($id:ID!){node(id:$id){id}}", { id: "BPR_kwDOAAAAAc4AAAAB" });
    expect(answer).toMatchObject({ status: 200, data: { node: null }, errors: [{ type: "NOT_FOUND" }] });
    expect(answer.errors?.[0]?.message).toContain("Could not resolve to a node with the global id");
  });

  it("shows a check that was taken away by hand", async () => {
    const branch = { ...repo, branch: "main" };
    await github.octokit.rest.repos.removeStatusCheckContexts({ ...branch, contexts: ["frontend"] });
    const { data } = await ask(readRule, { id: ruleId });
    expect(data!["node"]).toMatchObject({ requiredStatusCheckContexts: ["backend"] });
  });

  it("answers 404 with GitHub's two texts for a branch without protection, and one that does not exist", async () => {
    await ask(
      "mutation($input:DeleteBranchProtectionRuleInput!){deleteBranchProtectionRule(input:$input){clientMutationId}}",
      { input: { branchProtectionRuleId: ruleId } },
    );
    const get = (branch: string) => github.octokit.rest.repos.getBranchProtection({ ...repo, branch });
    await expect(get("main")).rejects.toMatchObject({
      status: 404,
      message: expect.stringContaining("Branch not protected") as string,
    });
    await expect(get("none")).rejects.toMatchObject({
      status: 404,
      message: expect.stringContaining("Branch not found") as string,
    });
  });
});

import { seal } from "tweetnacl-sealedbox-js";
import { callerOf } from "../../../support/github-caller";
import { simulatedGitHub, type GitHubUnderTest } from "../../../support/github-contract";

let github: GitHubUnderTest;
const { send, agrees } = callerOf(() => github);
let sha: string;
const O = "/repos/orchard/apples";
const R = "/repos/{owner}/{repo}";

beforeAll(async () => {
  github = await simulatedGitHub();
});
afterAll(() => github.stop());

const base64 = (text: string): string => Buffer.from(text).toString("base64");

describe("the simulator's answers agree with GitHub's published description", () => {
  it("about accounts", async () => {
    await agrees("GET /user", "/user");
    await agrees("GET /users/{username}", "/users/somebody");
    await agrees("GET /orgs/{org}", "/orgs/orchard");
    await agrees("GET /orgs/{org}/members", "/orgs/orchard/members");
    await agrees("GET /orgs/{org}/repos", "/orgs/orchard/repos");
  });

  it("about repositories", async () => {
    await agrees(`GET ${R}`, O);
    await agrees(`PATCH ${R}`, O, { description: "Apples", has_wiki: false });
    await agrees(`PUT ${R}/topics`, `${O}/topics`, { names: ["fruit"] });
    await agrees("POST /orgs/{org}/repos", "/orgs/orchard/repos", { name: "pears", auto_init: true });
    await agrees("DELETE /repos/{owner}/{repo}", "/repos/orchard/pears");
  });

  it("about contents and commits", async () => {
    const put = await agrees<{ commit: { sha: string }; content: { sha: string } }>(
      `PUT ${R}/contents/{path}`,
      `${O}/contents/a/b.txt`,
      { message: "Add", content: base64("one\n") },
    );
    sha = put.commit.sha;
    await agrees(`GET ${R}/contents/{path}`, `${O}/contents/a/b.txt`);
    await agrees(`GET ${R}/contents/{path}`, `${O}/contents/a`);
    await agrees(`GET ${R}/commits`, `${O}/commits`);
    await agrees(`GET ${R}/commits/{ref}`, `${O}/commits/master`);
    await agrees(`GET ${R}/git/commits/{commit_sha}`, `${O}/git/commits/${sha}`);
    await agrees(`GET ${R}/git/trees/{tree_sha}`, `${O}/git/trees/master?recursive=1`);
    await agrees(`GET ${R}/git/blobs/{file_sha}`, `${O}/git/blobs/${put.content.sha}`);
    await agrees(`PUT ${R}/contents/{path}`, `${O}/contents/a/b.txt`, {
      message: "Change",
      content: base64("two\n"),
      sha: put.content.sha,
    });
    await agrees(`GET ${R}/compare/{basehead}`, `${O}/compare/${sha}...master`);
  });

  it("about branches and refs", async () => {
    await agrees(`POST ${R}/git/refs`, `${O}/git/refs`, { ref: "refs/heads/feature/x", sha });
    await agrees(`GET ${R}/git/ref/{ref}`, `${O}/git/ref/heads/feature/x`);
    await agrees(`GET ${R}/branches`, `${O}/branches`);
    await agrees(`GET ${R}/branches/{branch}`, `${O}/branches/feature%2Fx`);
    await agrees(`POST ${R}/branches/{branch}/rename`, `${O}/branches/feature%2Fx/rename`, { new_name: "feature/y" });
    await agrees(`DELETE ${R}/git/refs/{ref}`, `${O}/git/refs/heads/feature/y`);
  });

  it("about protection", async () => {
    const path = `${O}/branches/master/protection`;
    const checks = { strict: true, checks: [{ context: "backend", app_id: -1 }] };
    const wanted = {
      required_status_checks: checks,
      enforce_admins: false,
      required_pull_request_reviews: null,
      restrictions: null,
    };
    await agrees(`PUT ${R}/branches/{branch}/protection`, path, wanted);
    await agrees(`GET ${R}/branches/{branch}/protection`, path);
    await agrees(`GET ${R}/branches/{branch}/protection/required_status_checks`, `${path}/required_status_checks`);
    await agrees(
      `POST ${R}/branches/{branch}/protection/required_status_checks/contexts`,
      `${path}/required_status_checks/contexts`,
      { contexts: ["frontend"] },
    );
    await agrees(`GET ${R}/branches/{branch}/protection/enforce_admins`, `${path}/enforce_admins`);
    await agrees(`GET ${R}/branches/{branch}`, `${O}/branches/master`);
    await agrees(`DELETE ${R}/branches/{branch}/protection`, path);
  });

  it("about secrets and variables", async () => {
    const key = await agrees<{ key: string; key_id: string }>(
      `GET ${R}/actions/secrets/public-key`,
      `${O}/actions/secrets/public-key`,
    );
    const sealed = Buffer.from(seal(Buffer.from("hidden"), Buffer.from(key.key, "base64"))).toString("base64");
    const secret = { key_id: key.key_id, encrypted_value: sealed };
    await agrees(`PUT ${R}/actions/secrets/{secret_name}`, `${O}/actions/secrets/KEY`, secret);
    await agrees(`PUT ${R}/actions/secrets/{secret_name}`, `${O}/actions/secrets/KEY`, secret);
    await agrees(`GET ${R}/actions/secrets/{secret_name}`, `${O}/actions/secrets/KEY`);
    await agrees(`GET ${R}/actions/secrets`, `${O}/actions/secrets`);
    await agrees(`POST ${R}/actions/variables`, `${O}/actions/variables`, { name: "APP", value: "a" });
    await agrees(`GET ${R}/actions/variables/{name}`, `${O}/actions/variables/APP`);
    await agrees(`PATCH ${R}/actions/variables/{name}`, `${O}/actions/variables/APP`, { value: "b" });
  });

  it("about environments and permissions", async () => {
    const path = `${O}/environments/production`;
    const policy = { protected_branches: false, custom_branch_policies: true };
    await agrees(`PUT ${R}/environments/{environment_name}`, path, { wait_timer: 3, deployment_branch_policy: policy });
    await agrees(`GET ${R}/environments`, `${O}/environments`);
    await agrees(
      `POST ${R}/environments/{environment_name}/deployment-branch-policies`,
      `${path}/deployment-branch-policies`,
      { name: "release/*" },
    );
    await agrees(
      `GET ${R}/environments/{environment_name}/deployment-branch-policies`,
      `${path}/deployment-branch-policies`,
    );
    await agrees(`GET ${R}/actions/permissions`, `${O}/actions/permissions`);
    await agrees(`PUT ${R}/actions/permissions`, `${O}/actions/permissions`, {
      enabled: true,
      allowed_actions: "selected",
    });
    await agrees(`GET ${R}/actions/permissions/selected-actions`, `${O}/actions/permissions/selected-actions`);
  });

  it("about statuses and check runs", async () => {
    await agrees(`POST ${R}/statuses/{sha}`, `${O}/statuses/${sha}`, { state: "success", context: "backend" });
    await agrees(`GET ${R}/commits/{ref}/status`, `${O}/commits/${sha}/status`);
    await agrees(`GET ${R}/commits/{ref}/statuses`, `${O}/commits/${sha}/statuses`);
    await agrees(`GET ${R}/commits/{ref}/check-runs`, `${O}/commits/${sha}/check-runs`);
  });

  it("says 501 for an endpoint that it does not have", async () => {
    expect((await send("GET", `${O}/releases`)).status).toBe(501);
  });
});

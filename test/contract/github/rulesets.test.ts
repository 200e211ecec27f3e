import { cloneOf } from "../../support/clone";
import { callerOf } from "../../support/github-caller";
import { simulatedGitHub, type SimulatedGitHub } from "../../support/github-contract";

jest.setTimeout(30_000);

const R = "/repos/{owner}/{repo}";
const O = "/repos/orchard/apples";
let github: SimulatedGitHub;
const { send, agrees, put } = callerOf(() => github);

beforeAll(async () => {
  github = await simulatedGitHub();
  await put(O, "a.txt", "one\n", "master");
});
afterAll(() => github.stop());

const checks = { strict_required_status_checks_policy: false, required_status_checks: [{ context: "backend" }] };
const onMaster = { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } };
const wanted = (rules: unknown[], more: Record<string, unknown> = {}) => ({
  name: "Guard",
  target: "branch",
  enforcement: "active",
  conditions: onMaster,
  rules,
  ...more,
});

/** Does something under a ruleset of its own. */
async function under<T>(ruleset: unknown, work: () => Promise<T>): Promise<T> {
  const { body } = await send<{ id: number }>("POST", `${O}/rulesets`, ruleset);
  try {
    return await work();
  } finally {
    await send("DELETE", `${O}/rulesets/${body.id}`);
  }
}

const change = (text: string) => send("PUT", `${O}/contents/new-${text}.txt`, { message: "m", content: "aGk=" });

describe("rulesets", () => {
  it("are made, listed, changed and removed as GitHub's published description says", async () => {
    const { id } = await agrees<{ id: number }>(
      `POST ${R}/rulesets`,
      `${O}/rulesets`,
      wanted([{ type: "deletion" }, { type: "required_status_checks", parameters: checks }]),
    );
    await agrees(`GET ${R}/rulesets`, `${O}/rulesets`);
    expect(await agrees(`GET ${R}/rulesets/{ruleset_id}`, `${O}/rulesets/${id}`)).toMatchObject({
      source: "orchard/apples",
      current_user_can_bypass: "never",
    });
    const rules = await agrees<unknown[]>(`GET ${R}/rules/branches/{branch}`, `${O}/rules/branches/master`);
    expect(rules).toEqual([
      expect.objectContaining({ type: "deletion", ruleset_id: id }),
      expect.objectContaining({ type: "required_status_checks", parameters: checks }),
    ]);
    expect((await send("GET", `${O}/rules/branches/other`)).body).toEqual([]);
    const changed = await agrees(
      `PUT ${R}/rulesets/{ruleset_id}`,
      `${O}/rulesets/${id}`,
      wanted([{ type: "creation" }], { enforcement: "disabled" }),
    );
    expect(changed).toMatchObject({ enforcement: "disabled", rules: [{ type: "creation" }] });
    expect((await send("GET", `${O}/branches/master/protection`)).body).toMatchObject({
      message: "Branch not protected",
    });
    await agrees(`DELETE ${R}/rulesets/{ruleset_id}`, `${O}/rulesets/${id}`);
    expect((await send("GET", `${O}/rulesets/${id}`)).status).toBe(404);
  });

  it("are refused with a name that is taken, and with a rule that would not be enforced", async () => {
    await under(wanted([]), async () => {
      expect(await send("POST", `${O}/rulesets`, wanted([]))).toMatchObject({
        status: 422,
        body: { errors: ["Name must be unique"] },
      });
    });
    const queue = await send("POST", `${O}/rulesets`, wanted([{ type: "merge_queue" }]));
    expect(queue).toMatchObject({
      status: 501,
      body: { message: expect.stringContaining('the rule "merge_queue"') as string },
    });
  });

  it("bind administrators too, by the API as by a push", async () => {
    const rules = [
      { type: "required_status_checks", parameters: checks },
      { type: "pull_request", parameters: { required_approving_review_count: 0 } },
    ];
    await under(wanted(rules), async () => {
      const refused = await change("x");
      expect(refused.status).toBe(409);
      expect(refused.body.message).toBe(
        'Repository rule violations found\n\nChanges must be made through a pull request.\n\nRequired status check "backend" is expected.\n\n',
      );
      const clone = await cloneOf(github.gitUrl, github.token, "orchard/apples");
      await clone.commit("Empty");
      const { all: pushed, exitCode } = await clone.git("push");
      expect(exitCode).toBe(1);
      expect(pushed).toContain("remote: error: GH013: Repository rule violations found for refs/heads/master.");
      expect(pushed).toMatch(
        /remote: Review all repository rules at http.*\/orchard\/apples\/rules\?ref=refs%2Fheads%2Fmaster/,
      );
      expect(pushed).toContain("remote: - Changes must be made through a pull request.");
      expect(pushed).toContain(
        "! [remote rejected] master -> master (push declined due to repository rule violations)",
      );
    });
  });

  it("let those by who are on the bypass list", async () => {
    const bypass_actors = [{ actor_id: 5, actor_type: "RepositoryRole", bypass_mode: "always" }];
    await under(wanted([{ type: "update" }], { bypass_actors }), async () =>
      expect((await change("y")).status).toBe(201),
    );
    await under(wanted([{ type: "update" }]), async () => {
      expect((await change("z")).body.message).toContain("Cannot update this protected ref.");
    });
  });

  it("refuse new refs and force pushes, also of tags", async () => {
    const { body } = await send<{ object: { sha: string } }>("GET", `${O}/git/ref/heads/master`);
    const tags = { target: "tag", conditions: { ref_name: { include: ["refs/tags/v*"], exclude: ["refs/tags/v0*"] } } };
    const create = (name: string) => send("POST", `${O}/git/refs`, { ref: `refs/tags/${name}`, sha: body.object.sha });
    await under(wanted([{ type: "creation" }, { type: "deletion" }], tags), async () => {
      expect((await create("v1")).body.message).toContain("Cannot create ref due to creations being restricted.");
      expect((await create("v0")).status).toBe(201);
      expect((await create("x1")).status).toBe(201);
    });
  });

  it("refuse a merge while a check is open, with their own words", async () => {
    const { body } = await send<{ object: { sha: string } }>("GET", `${O}/git/ref/heads/master`);
    await send("POST", `${O}/git/refs`, { ref: "refs/heads/feature", sha: body.object.sha });
    const sha = await put(O, "f.txt", "feature\n", "feature");
    const pull = await send<{ number: number }>("POST", `${O}/pulls`, { title: "F", head: "feature", base: "master" });
    const path = `${O}/pulls/${pull.body.number}`;
    await under(
      wanted([{ type: "required_status_checks", parameters: checks }, { type: "required_linear_history" }]),
      async () => {
        await send("POST", `${O}/statuses/${sha}`, { state: "failure", context: "backend" });
        expect(await send("PUT", `${path}/merge`, { merge_method: "squash" })).toMatchObject({
          status: 405,
          body: {
            message: 'Repository rule violations found\n\nRequired status check "backend" is failing.\n\n',
            documentation_url: "https://docs.github.com/rest/pulls/pulls#merge-a-pull-request",
          },
        });
        expect((await send<{ mergeable_state: string }>("GET", path)).body.mergeable_state).toBe("blocked");
        await send("POST", `${O}/statuses/${sha}`, { state: "success", context: "backend" });
        expect((await send("PUT", `${path}/merge`)).body.message).toContain("must not contain merge commits");
        expect((await send("PUT", `${path}/merge`, { merge_method: "squash" })).status).toBe(200);
      },
    );
  });
});

import type { ProtectionRule, Repository, Ruleset } from "../../../../sandbox/github/entities";
import { nodeId } from "../../../../sandbox/github/node-ids";
import { describeOpenChecks, openChecks } from "../../../../sandbox/github/protection/checks";
import { changeObstacles } from "../../../../sandbox/github/protection/push";
import { defaultRule, ruleFor } from "../../../../sandbox/github/protection/rules";
import { bypasses } from "../../../../sandbox/github/protection/rulesets";
import type { State } from "../../../../sandbox/github/state";

const repository = { id: "1", ownerId: "7", defaultBranch: "master" } as Repository;
const rule = (more: Partial<ProtectionRule>): ProtectionRule =>
  ({ ...defaultRule, id: "r", repositoryId: "1", creatorId: "7", pattern: "master", ...more }) as ProtectionRule;
/** Only the tables that protection asks. */
const state = (tables: object): State =>
  ({ rules: [], rulesets: [], statuses: [], checkRuns: [], ...tables }) as unknown as State;

describe("the rule of a branch", () => {
  it("is the one with its exact name, whatever patterns are older; else the oldest that matches", () => {
    const rules = [rule({ id: "all", pattern: "*" }), rule({ id: "m", pattern: "m*" }), rule({ id: "exact" })];
    expect(ruleFor(state({ rules }), repository, "master")?.id).toBe("exact");
    expect(ruleFor(state({ rules }), repository, "main")?.id).toBe("all");
    expect(ruleFor(state({ rules }), repository, "a/b")).toBeUndefined();
  });
});

describe("a required check", () => {
  const required = (appId: string | null) =>
    rule({ requiresStatusChecks: true, requiredStatusChecks: [{ context: "backend", appId }] });
  const run = (appId: string) => ({
    repositoryId: "1",
    headSha: "abc",
    name: "backend",
    appId,
    status: "completed",
    conclusion: "success",
  });
  const status = (context: string) => ({ repositoryId: "1", sha: "abc", context, appId: null, state: "success" });

  it("is not fulfilled by another app than the one that it names", () => {
    const open = openChecks(state({ checkRuns: [run("15368")] }), required("99"), "abc");
    expect(open).toEqual([{ context: "backend", state: "foreign" }]);
    expect(describeOpenChecks(open, 1)).toBe('Required status check "backend" was not set by the expected GitHub app.');
    expect(openChecks(state({ checkRuns: [run("99")] }), required("99"), "abc")).toEqual([]);
    expect(openChecks(state({ checkRuns: [run("99")] }), required("-1"), "abc")).toEqual([]);
  });

  it("of a status is known in whichever case, that of a check run only as written", () => {
    expect(openChecks(state({ statuses: [status("BackEnd")] }), required(null), "abc")).toEqual([]);
    const shouted = [{ ...run("1"), name: "BACKEND" }];
    expect(openChecks(state({ checkRuns: shouted }), required(null), "abc")).toHaveLength(1);
  });
});

describe("the demand for pull requests", () => {
  it("spares those whom the rule names", async () => {
    const owner = { account: { type: "User", id: "7" }, token: {} } as never;
    const refusedBy = (bypassPullRequestActorIds: string[]) => {
      const rules = [rule({ requiresApprovingReviews: true, isAdminEnforced: true, bypassPullRequestActorIds })];
      const change = { ref: "refs/heads/master", old: undefined, new: "abc" };
      return changeObstacles({ state: state({ rules }) } as never, repository, owner, change);
    };
    expect((await refusedBy([])).classic).toEqual(["Changes must be made through a pull request."]);
    expect((await refusedBy([nodeId("User", "7")])).classic).toEqual([]);
  });
});

describe("a bypass for pull requests only", () => {
  it("holds at a merge, and not at a push", () => {
    const ruleset = { bypassActors: [{ actor_id: 15368, actor_type: "Integration", bypass_mode: "pull_request" }] };
    const app = { account: { id: "1" }, token: { installation: { appId: "15368" } } } as never;
    const may = (how: "push" | "merge") =>
      bypasses({ state: state({}) } as never, repository, app, ruleset as unknown as Ruleset, how);
    expect([may("merge"), may("push")]).toEqual([true, false]);
  });
});

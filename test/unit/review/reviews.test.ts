import { readDigest, PreviewUnreadable } from "../../../review/digest";
import { driftIssue } from "../../../review/drift-issue";
import { isRenewal } from "../../../review/renewal";
import { isSound } from "../../../review/review";
import { risksOf } from "../../../review/risks";
import { fingerprint } from "../../../review/steps";
import { change, recorded, review } from "./previews";

const postgres = { urn: "", type: "", inputs: { plan: "heroku-postgresql:essential-0" } };
const risks = (...changes: ReturnType<typeof change>[]) => risksOf(changes).map(({ id }) => id);

describe("what a preview tells", () => {
  it("is read off what the engine printed", () => {
    const { changes, policies, errors } = recorded("violating");
    expect(changes.map(({ action, type, name }) => [action, type, name])).toEqual([
      ["update", "heroku:index:ConfigVars", "application"],
      ["update", "heroku:index:Formation", "release-web"],
    ]);
    expect(policies?.violations.map(({ policy, resource }) => [policy, resource])).toEqual([
      ["no-plain-secrets", "application"],
      ["web-awake", "release-web"],
    ]);
    expect(errors).toEqual([]);
    expect(isSound(recorded("violating"))).toBe(false);
    expect(isSound(recorded("unchanged"))).toBe(true);
  });

  it("has no secret in it, also of a config var that only looks like one", () => {
    const text = JSON.stringify(recorded("violating").changes.map(({ properties }) => properties));
    expect(text).toContain("(hidden: looks like a secret)");
    expect(text).not.toContain("not-really-so-secret");
  });

  it("tells what the provider refuses", () => {
    const { errors } = recorded("refused");
    expect(errors).toEqual([expect.stringContaining("an app cannot go from us to eu and keep its name and its data")]);
  });

  it("tells what was changed and removed by hand", () => {
    const { drift } = recorded("drifted");
    expect(drift.map(({ name, gone }) => [name, gone])).toEqual([
      ["master", true],
      ["database-backups", true],
      ["application", false],
    ]);
    expect(drift[2]!.properties).toContainEqual({
      path: "vars.FRONT_END_HOST",
      before: "https://www.pennyuniversity.org",
      after: "https://by-hand",
    });
  });

  it.each(["", "{", "[]", '{"steps": 1}'])("is refused when it is no preview: %j", (text) => {
    expect(() => readDigest(text)).toThrow(PreviewUnreadable);
  });
});

describe("risks", () => {
  it("are data and backups lost, where a database or an app goes", () => {
    expect(risks(change("delete", "heroku:index:Addon", "database", [], { old: postgres }))).toEqual([
      "data",
      "backups",
      "restart",
      "release-phase",
    ]);
    expect(risks(change("replace", "heroku:index:App", "application"))).toEqual(["data", "backups"]);
    expect(risks(change("delete", "heroku:index:BackupSchedule", "database-backups"))).toEqual(["backups"]);
  });

  it("are data that an `up` does not bring back, where a database was removed by hand", () => {
    const anew = change("create", "heroku:index:Addon", "database", [], { new: postgres });
    const gone = [{ type: "heroku:index:Addon", name: "database", gone: true, properties: [] }];
    const [data] = risksOf([anew], gone);
    expect(data).toMatchObject({ id: "data", because: ["add-on `database` is gone, and is made anew, empty"] });
    expect(risksOf([anew]).map(({ id }) => id)).not.toContain("data");
    const issue = driftIssue(review([anew], { drift: gone, risks: [data!] }))!;
    expect(issue.body).toContain("made anew, empty: docs/runbooks/recreate.md, first,");
  });

  it("are restarts and release phases, by config vars, builds and dyno sizes, and not on an app that is new", () => {
    const vars = change("update", "heroku:index:ConfigVars", "application", [["vars.A", "1", "2"]]);
    expect(risks(vars)).toEqual(["restart", "release-phase"]);
    expect(risks(change("update", "heroku:index:Formation", "web", [["size", "Basic", "Standard-1X"]]))).toEqual([
      "restart",
    ]);
    expect(risks(change("update", "heroku:index:Formation", "web", [["quantity", "1", "2"]]))).toEqual([]);
    expect(risks(change("create", "heroku:index:Formation", "web", [["size", "(none)", "Basic"]]))).toEqual([]);
    expect(risks(change("create", "heroku:index:App", "application"), vars)).toEqual([]);
  });

  it.each([
    ["strict dropped", { requiredStatusChecks: [{ strict: false, contexts: ["backend", "frontend"] }] }],
    ["a check dropped", { requiredStatusChecks: [{ strict: true, contexts: ["backend"] }] }],
    ["force pushes allowed", { allowsForcePushes: true }],
    ["administrators let through", { enforceAdmins: false }],
    ["administrators no longer named", { enforceAdmins: undefined }],
  ])("are a weaker gate: %s", (_what, weaker) => {
    const inputs = {
      pattern: "master",
      enforceAdmins: true,
      allowsForcePushes: false,
      requiredStatusChecks: [{ strict: true, contexts: ["backend", "frontend"] }],
    };
    const type = "github:index/branchProtection:BranchProtection";
    const state = (of: object) => ({ urn: "", type, inputs: { ...inputs, ...of } });
    expect(risks(change("update", type, "master", [], { old: state({}), new: state(weaker) }))).toEqual(["gate"]);
    expect(risks(change("update", type, "master", [], { old: state(weaker), new: state({}) }))).toEqual([]);
  });
});

describe("a gate that is moved to another branch", () => {
  it("is a risk", () => {
    const type = "github:index/branchProtection:BranchProtection";
    const guarding = (pattern: string) => ({ urn: "", type, inputs: { pattern } });
    expect(risks(change("update", type, "master", [], { old: guarding("master"), new: guarding("release") }))).toEqual([
      "gate",
    ]);
  });
});

describe("the comparison of steps", () => {
  const build = (id: string, sha: string, host: string) =>
    change("create", "heroku:index:Build", "first", [
      ["app", "(none)", id],
      ["source.url", "(none)", `http://${host}/x/${sha}.tar.gz`],
    ]);

  it("takes ids, commits and this machine's addresses for the same", () => {
    const one = build("4f9a1c3e-0000-4000-8000-000000000001", "a".repeat(40), "127.0.0.1:7771");
    const other = build("00000000-1111-4000-8000-000000000002", "b".repeat(40), "localhost:43210");
    expect(fingerprint([one])).toBe(fingerprint([other]));
  });

  it("tells another value, another action and another resource", () => {
    const scale = (to: string) => change("update", "heroku:index:Formation", "web", [["quantity", "1", to]]);
    const digests = [
      [scale("2")],
      [scale("3")],
      [],
      [{ ...scale("2"), action: "replace" as const }],
      [{ ...scale("2"), name: "worker" }],
    ].map(fingerprint);
    expect(new Set(digests).size).toBe(digests.length);
  });
});

describe("the drift issue", () => {
  it("tells each thing as it is and as declared, with the setting that accepts it, and the command that undoes all", () => {
    const { changes } = recorded("drifted");
    const issue = driftIssue(recorded("drifted"))!;
    expect(issue.title).toBe("Drift: 3 things of production not as declared");
    expect(issue.body).toContain(
      "- backup schedule `database-backups` is gone. To accept: take its declaration out of `stacks/database.ts`, and waive the policy `database-backed-up`",
    );
    expect(issue.body).toContain(
      "`vars.FRONT_END_HOST` is `https://by-hand`, declared `https://www.pennyuniversity.org`. To accept: set `configVars.FRONT_END_HOST` to `https://by-hand` in `Pulumi.production.yaml`",
    );
    expect(issue.body).toContain(
      "`sensitiveVars.SECRET_KEY` is another secret than the declared one. To accept: set the secret anew with `pulumi config set --secret SECRET_KEY --stack production`",
    );
    expect(issue.body).toContain(`gh workflow run up.yml -f stack=production -f approve=${fingerprint(changes)}`);
  });

  it("tells where what is gone, or has a value too many, is declared", () => {
    const secret = change("create", "github:index/actionsSecret:ActionsSecret", "SLACK_API_KEY");
    const variable = change("create", "github:index/actionsVariable:ActionsVariable", "HEROKU_QA_APP");
    const removed = change("update", "heroku:index:ConfigVars", "application", [["vars.DEBUG", "(none)", "false"]]);
    const { body } = driftIssue(review([secret, variable, removed]))!;
    expect(body).toContain("take `SLACK_API_KEY` out of `repository.actionsSecrets` in `Pulumi.production.yaml`");
    expect(body).toContain("take `repository.actionsVariables.HEROKU_QA_APP` out of `Pulumi.production.yaml`");
    expect(body).toContain("take `configVars.DEBUG` out of `Pulumi.production.yaml`");
  });

  it("tells values as they are, whatever characters they have", () => {
    const odd = change("update", "heroku:index:ConfigVars", "application", [["vars.A", "x|y`z", "b"]]);
    expect(driftIssue(review([odd]))!.body).toContain("set `configVars.A` to `` x|y`z `` in");
  });

  it("is not there when all is as declared, or a token is about to be renewed", () => {
    expect(driftIssue(recorded("unchanged"))).toBeUndefined();
    const token = change("replace", "heroku:index:OauthAuthorization", "deploy", [
      ["expiresAt", "2026-12-01", "(known after it is made)"],
    ]);
    const secret = change(
      "update",
      "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
      "HEROKU_API_KEY",
      [["value", "(secret)", "(secret)"]],
    );
    expect(isRenewal([token, secret])).toBe(true);
    expect(driftIssue(review([token, secret]))).toBeUndefined();
  });
});

describe("a renewal", () => {
  it("is a token's end that comes near, and nothing that a person changed", () => {
    expect(isRenewal([])).toBe(false);
    expect(isRenewal(recorded("replaced").changes)).toBe(false);
    const secret = change("update", "github:index/actionsSecret:ActionsSecret", "SLACK_API_KEY", [
      ["value", "(secret)", "(secret)"],
    ]);
    expect(isRenewal([secret])).toBe(false);
    const token = change("replace", "heroku:index:OauthAuthorization", "deploy", [
      ["expiresAt", "2026-12-01", "(known after it is made)"],
    ]);
    expect(isRenewal([token, secret])).toBe(true);
    expect(isRenewal([token, { ...secret, action: "create" }])).toBe(false);
  });
});

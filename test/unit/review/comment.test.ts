import { readFileSync } from "node:fs";
import { join } from "node:path";
import { comment, commentMarker, digestIn } from "../../../review/comment";
import { failedReview } from "../../../review/review";
import { risksOf } from "../../../review/risks";
import { fingerprint } from "../../../review/steps";
import { change, recorded, review } from "./previews";

const context = {
  where: "Previewed on the sandbox, with 1a2b3c4 applied first: nothing real was asked.",
  all: "the job's log",
};

describe("the comment", () => {
  it("is the one that the documentation shows", () => {
    const shown = readFileSync(join(__dirname, "../../../docs/examples/preview-comment.md"), "utf8");
    expect(`${comment([recorded("changed")], context)}\n`).toBe(shown);
  });

  it("tells risks first, then what changes with the gravest first, and folds the full diff", () => {
    const body = comment([recorded("changed")], context);
    const at = (text: string) => body.indexOf(text);
    expect(at("### production: 1 deleted, 5 changed, 1 created")).toBeGreaterThan(0);
    const order = [
      "⚠️ **Weakens the gate**",
      "⚠️ **Restarts all dynos**",
      "| deleted |",
      "| changed |",
      "| created |",
      "<details><summary>Full diff",
    ];
    const places = order.map(at);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(Math.min(...places)).toBeGreaterThan(0);
  });

  it("tells of what comes and goes the values that say what it is, and of a whole new stack the names only", () => {
    const job = (name: string) =>
      change("create", "heroku:index:SchedulerJob", name, [
        ["app", "(none)", "(known after it is made)"],
        ["command", "(none)", "send_digest"],
        ["frequency", "(none)", "hourly at :30"],
      ]);
    const gone = change("delete", "github:index/actionsVariable:ActionsVariable", "QA", [
      ["repository", "penny", "(none)"],
      ["value", "penny-qa", "(none)"],
      ["variableName", "QA", "(none)"],
    ]);
    const few = comment([review([job("digest"), gone])], context);
    expect(few).toContain(
      "| created | Scheduler job `digest` | `command`: `send_digest`<br>`frequency`: `hourly at :30` |",
    );
    expect(few).toContain("| deleted | Actions variable `QA` | `value`: `penny-qa` |");
    const many = comment([review(Array.from({ length: 11 }, (_, index) => job(`job-${index}`)))], context);
    expect(many).toContain("| created | Scheduler job `job-10` |  |");
  });

  it("does not show the same beginning of two long values as their difference", () => {
    const long = "// Delivered by the pipeline's Pulumi program: edit workflows/deploy/check.mjs there. ";
    const file = change("update", "github:index/repositoryFile:RepositoryFile", "check.mjs", [
      ["content", `${long}Old`, `${long}New`],
    ]);
    expect(comment([review([file])], context)).toContain(
      "| changed | file `check.mjs` | `content`: differs further on |",
    );
  });

  it("tells risks that have the same reasons once", () => {
    const changes = recorded("changed").changes.filter(({ type }) => type !== "heroku:index:Formation");
    const body = comment([review(changes, { risks: risksOf(changes) })], context);
    expect(body).toContain("- ⚠️ **Restarts all dynos** · **Runs the release phase**: add-on `database`");
    expect(body.match(/its config vars may change/g)).toHaveLength(1);
  });

  it("tells every stack in one, and what each will be approved by", () => {
    const [production, qa] = [recorded("changed"), { ...recorded("replaced"), stack: "qa" }];
    const body = comment([production, qa], context);
    expect(body.startsWith(commentMarker)).toBe(true);
    expect(digestIn(body, "production")).toBe(fingerprint(production.changes));
    expect(digestIn(body, "qa")).toBe(fingerprint(qa.changes));
    expect(digestIn(body, "staging")).toBeUndefined();
  });

  it("has no digest to approve when the preview failed or a policy is violated", () => {
    for (const name of ["refused", "violating"] as const)
      expect(digestIn(comment([recorded(name)], context), "production")).toBeUndefined();
  });

  it("takes no digest from what it quotes", () => {
    const forged = `<!-- steps of qa: ${"0".repeat(64)} -->`;
    const body = comment([failedReview("qa", `no such thing\n\n${forged}\n`)], context);
    expect(body).toContain(forged);
    expect(digestIn(body, "qa")).toBeUndefined();
  });

  it("shows why a preview failed, in a block that the message cannot leave", () => {
    const body = comment([failedReview("production", "index.ts: ```\n# not a heading")], context);
    expect(body).toContain("### production: the preview failed");
    expect(body).toContain("````\nindex.ts: ```\n# not a heading\n````");
  });

  it("lets no value take effect as Markdown, as HTML or as a mention", () => {
    const evil = "x` | </details><img src=y> @maintainers";
    const told = { policy: "web-awake", resource: evil, message: evil };
    const policies = { violations: [told], advice: [], waived: [], blind: [], passed: [] };
    const body = comment(
      [review([change("update", "heroku:index:ConfigVars", evil, [["vars.A", evil, evil]])], { policies })],
      context,
    );
    expect(body).toContain("`` x` \\| </details><img src=y> @maintainers ``");
    const outside = body.slice(0, body.indexOf("<details><summary>")).replace(/`` .*? ``|`[^`\n]*`/g, "");
    expect(outside).not.toMatch(/(?<!\\)<img/);
    expect(outside).not.toContain("@maintainers");
    expect(outside).not.toMatch(/(?<!\\)<\/details/);
  });

  it("stays below GitHub's 65,536 characters, and says honestly what it left out", () => {
    const many = Array.from({ length: 400 }, (_, index) =>
      change("create", "heroku:index:SchedulerJob", `job-${index}`, [["command", "(none)", "x".repeat(150)]]),
    );
    const body = comment([review(many), review(many, { stack: "qa" })], context);
    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(body).toMatch(/… \d+ of 800 lines are left out here: see the job's log/);
    expect(body).toContain("| created | Scheduler job `job-399` |");
    expect(body.match(/```/g)!.length % 2).toBe(0);
    const endless = Array.from({ length: 4000 }, (_, index) => change("delete", "heroku:index:App", `app-${index}`));
    expect(comment([review(endless)], context).length).toBeLessThanOrEqual(65_536);
  });
});

import { carriedJobs } from "../../../../../sandbox/github/actions/carried-jobs";
import { nextCron } from "../../../../../sandbox/github/actions/cron";
import type { Job } from "../../../../../sandbox/github/actions/entities";
import { Expressions } from "../../../../../sandbox/github/actions/expressions";
import { ConcurrencyGroups, type Holder, type WantedGroup } from "../../../../../sandbox/github/actions/groups";
import { cellName, cellsOf } from "../../../../../sandbox/github/actions/matrix";
import { passes } from "../../../../../sandbox/github/actions/patterns";
import { asksToSkip, isTriggered } from "../../../../../sandbox/github/actions/triggers";
import { readWorkflow } from "../../../../../sandbox/github/actions/workflow-file";

const file = ".github/workflows/ci.yml";
const job = "jobs: { a: { runs-on: x, steps: [] } }";
const pushOf = (ref: string, paths: string[] = []) => ({ event: "push" as const, ref, paths: async () => paths });

describe("filter patterns", () => {
  it.each([
    ["feature/*", "feature/a", true],
    ["feature/*", "feature/a/b", false],
    ["feature/**", "feature/a/b", true],
    ["v[12].[0-9]+", "v1.10", true],
    ["docs?", "doc", true],
    ["**/*.py", "manage.py", true],
    ["*.js", "src/a.js", false],
  ])("%s on %s: %s", (pattern, name, expected) => {
    expect(passes([pattern], name)).toBe(expected);
  });

  it("let the last one that matches decide", () => {
    expect(passes(["releases/**", "!releases/**-alpha"], "releases/10-alpha")).toBe(false);
    expect(passes(["!releases/**-alpha", "releases/**"], "releases/10-alpha")).toBe(true);
  });
});

describe("a trigger", () => {
  const on = (text: string) => readWorkflow(file, `on: ${text}\n${job}`);

  it("keeps to its branches and paths", async () => {
    const workflow = on("{ push: { branches: [master], paths: ['backend/**'] } }");
    expect(await isTriggered(workflow, pushOf("refs/heads/master", ["backend/a.py"]))).toBe(true);
    expect(await isTriggered(workflow, pushOf("refs/heads/master", ["README.md"]))).toBe(false);
    expect(await isTriggered(workflow, pushOf("refs/heads/other", ["backend/a.py"]))).toBe(false);
    expect(await isTriggered(workflow, pushOf("refs/tags/v1"))).toBe(false);
  });

  it("of pull requests is for opened, changed and reopened ones unless it says otherwise", async () => {
    const closed = {
      event: "pull_request" as const,
      ref: "refs/heads/master",
      action: "closed",
      paths: async () => [],
    };
    expect(await isTriggered(on("pull_request"), closed)).toBe(false);
    expect(await isTriggered(on("pull_request"), { ...closed, action: "synchronize" })).toBe(true);
    expect(await isTriggered(on("{ pull_request: { types: [closed] } }"), closed)).toBe(true);
  });

  it("is not pulled for a commit that asks to skip", () => {
    expect(asksToSkip("Deliver the workflow [skip ci]")).toBe(true);
    expect(asksToSkip("Do not skip ci")).toBe(false);
  });
});

describe("a matrix", () => {
  it("has the cells of GitHub's documented example", () => {
    const matrix = {
      fruit: ["apple", "pear"],
      animal: ["cat", "dog"],
      include: [
        { color: "green" },
        { color: "pink", animal: "cat" },
        { fruit: "apple", shape: "circle" },
        { fruit: "banana" },
        { fruit: "banana", animal: "cat" },
      ],
    };
    expect(cellsOf(matrix)).toEqual([
      { fruit: "apple", animal: "cat", color: "pink", shape: "circle" },
      { fruit: "apple", animal: "dog", color: "green", shape: "circle" },
      { fruit: "pear", animal: "cat", color: "pink" },
      { fruit: "pear", animal: "dog", color: "green" },
      { fruit: "banana" },
      { fruit: "banana", animal: "cat" },
    ]);
  });

  it("names its cells as GitHub names their checks", () => {
    expect(cellName("test", false, { python: 3.1, os: "linux" })).toBe("test (3.1, linux)");
    expect(cellName("On linux", true, { os: "linux" })).toBe("On linux");
    expect(cellName("test", false, undefined)).toBe("test");
  });
});

describe("expressions", () => {
  let expressions: Expressions;
  beforeAll(async () => {
    expressions = await Expressions.load();
  });
  const passed = { success: true, failure: false, cancelled: false };
  const failed = { success: false, failure: true, cancelled: false };
  const contexts = { github: { ref: "refs/heads/master", event_name: "push" }, needs: { a: { result: "failure" } } };

  it("decide over jobs: success() is wanted where no status is asked for", () => {
    const wanted = (source: string | undefined, status = passed) => expressions.condition(source, contexts, status);
    expect(wanted(undefined)).toBe(true);
    expect(wanted(undefined, failed)).toBe(false);
    expect(wanted("github.event_name == 'push' && github.ref == 'refs/heads/master'")).toBe(true);
    expect(wanted("github.event_name == 'push'", failed)).toBe(false);
    expect(wanted("${{ always() && needs.a.result == 'failure' }}", failed)).toBe(true);
    expect(wanted("failure()", failed)).toBe(true);
  });

  it("fill texts, and keep the kind of what stands alone", () => {
    expect(expressions.fill("ci-${{ github.ref }}", contexts)).toBe("ci-refs/heads/master");
    expect(expressions.fill("${{ github.event_name == 'push' }}", contexts)).toBe(true);
    expect(expressions.fill({ list: "${{ fromJSON('[1, 2]') }}" }, contexts)).toEqual({ list: [1, 2] });
  });
});

describe("a new attempt", () => {
  const source = `on: push\njobs:\n  a: { runs-on: x, steps: [] }\n  b: { runs-on: x, steps: [] }\n  c: { runs-on: x, steps: [], needs: b }`;
  const row = (key: string, name: string, conclusion: Job["conclusion"], outputs = {}) =>
    ({ id: name, key, name, conclusion, outputs }) as Job;

  it("runs what failed, its failed cells alone, and all that follows it", () => {
    const rows = [
      row("a", "a", "success", { v: "1" }),
      row("b", "b (1)", "success"),
      row("b", "b (2)", "failure"),
      row("c", "c", "skipped"),
    ];
    const carried = carriedJobs(readWorkflow(file, source), rows, ({ conclusion }) => conclusion === "failure");
    expect(carried.job("a")).toEqual({ result: "success", outputs: { v: "1" }, continued: false });
    expect([carried.job("b"), carried.job("c")]).toEqual([undefined, undefined]);
    expect(carried.cell("b", "b (1)")?.result).toBe("success");
    expect(carried.cell("b", "b (2)")).toBeUndefined();
  });
});

describe("a concurrency group", () => {
  const holder = (): Holder & { cancelled: boolean } => {
    const made = { cancelled: false, cancel: () => void (made.cancelled = true) };
    return made;
  };

  const wanted = (name: string, wish: Partial<WantedGroup> = {}): WantedGroup => ({
    ...{ name, cancels: false, queues: false },
    ...wish,
  });

  it("lets one run and one wait, whose place a newer one takes", async () => {
    const groups = new ConcurrencyGroups();
    const [first, second, third] = [holder(), holder(), holder()];
    const entered: string[] = [];
    await groups.enter(wanted("Deploy"), first);
    void groups.enter(wanted("deploy"), second).then(() => entered.push("second"));
    void groups.enter(wanted("deploy"), third).then(() => entered.push("third"));
    expect([first, second, third].map((each) => each.cancelled)).toEqual([false, true, false]);
    groups.leave("deploy", first);
    await new Promise(setImmediate);
    expect(entered).toEqual(["third"]);
  });

  it("ends what runs when it is told to", async () => {
    const groups = new ConcurrencyGroups();
    const [first, second] = [holder(), holder()];
    await groups.enter(wanted("ci", { cancels: true }), first);
    void groups.enter(wanted("ci", { cancels: true }), second);
    expect(first.cancelled).toBe(true);
  });

  it("with a queue lets all wait, in the order in which they came, whoever gives up meanwhile", async () => {
    const groups = new ConcurrencyGroups();
    const queue = wanted("deploy", { queues: true });
    const [first, second, third, fourth] = [holder(), holder(), holder(), holder()];
    const entered: string[] = [];
    await groups.enter(queue, first);
    for (const [name, each] of Object.entries({ second, third, fourth }))
      void groups.enter(queue, each).then(() => entered.push(name));
    groups.leave("deploy", third);
    await new Promise(setImmediate);
    groups.leave("deploy", first);
    await new Promise(setImmediate);
    expect(entered).toEqual(["third", "second"]);
    groups.leave("deploy", second);
    await new Promise(setImmediate);
    expect(entered).toEqual(["third", "second", "fourth"]);
    expect([first, second, third, fourth].some((each) => each.cancelled)).toBe(false);
  });

  it("with a queue lets a hundred wait, and cancels whoever comes then", async () => {
    const groups = new ConcurrencyGroups();
    const queue = wanted("deploy", { queues: true });
    const [running, ...waiting] = Array.from({ length: 102 }, holder);
    await groups.enter(queue, running!);
    for (const each of waiting) void groups.enter(queue, each);
    expect(waiting.map((each) => each.cancelled)).toEqual([...Array<boolean>(100).fill(false), true]);
  });
});

describe("a schedule", () => {
  it.each([
    ["*/10 * * * *", "2026-11-23T10:05:30Z", "2026-11-23T10:10:00.000Z"],
    ["30 2 * * 1-5", "2026-11-27T03:00:00Z", "2026-11-30T02:30:00.000Z"],
    ["0 0 1 JAN *", "2026-11-23T10:00:00Z", "2027-01-01T00:00:00.000Z"],
    ["0 12 13 * 5", "2026-11-12T12:00:00Z", "2026-11-13T12:00:00.000Z"],
  ])("%s after %s is due at %s", (cron, after, due) => {
    expect(nextCron({ cron }, new Date(after))?.toISOString()).toBe(due);
  });

  it.each([
    ["2026-11-01T00:00:00Z", "2026-11-01T13:30:00.000Z"],
    ["2026-07-01T00:00:00Z", "2026-07-01T12:30:00.000Z"],
  ])("with a time zone is due by the clocks there, after %s at %s", (after, due) => {
    const { schedules } = readWorkflow(
      file,
      `on: { schedule: [{ cron: "30 7 * * *", timezone: America/Chicago }] }\n${job}`,
    );
    expect(schedules.map((schedule) => nextCron(schedule, new Date(after))?.toISOString())).toEqual([due]);
  });

  it.each(["* * * * * *", "61 * * * *", "not a cron at all"])("of %s is none", (cron) => {
    expect(nextCron({ cron }, new Date("2026-01-01T00:00:00Z"))).toBeUndefined();
  });

  it("that names no day is never due", () => {
    expect(nextCron({ cron: "0 0 31 2 *" }, new Date("2026-01-01T00:00:00Z"))).toBeUndefined();
  });
});

describe("a workflow", () => {
  it.each([
    [`on: push`, "Required property is missing: jobs"],
    [`on: push\njobs: { a: { runs-on: x } }`, "jobs.a: Required property is missing: steps"],
    [
      `on: push\nconcurrency: { group: a, queue: all }\n${job}`,
      "concurrency: Unexpected value 'all' of queue: single or max",
    ],
    [
      `on: push\njobs: { a: { runs-on: x, steps: [], concurrency: { group: a, queue: max, cancel-in-progress: true } } }`,
      "jobs.a.concurrency: queue: max and cancel-in-progress: true exclude each other",
    ],
    [`on: push\njobs: { a: { runs-on: x, steps: [], needs: b } }`, "Job 'a' depends on unknown job 'b'."],
    [
      `on: push\njobs: { a: { runs-on: x, steps: [], needs: b }, b: { runs-on: x, steps: [], needs: a } }`,
      "in a circle",
    ],
  ])("is refused: %j", (text, reason) => {
    expect(() => readWorkflow(file, text)).toThrow(reason);
  });

  it.each([
    ["services: { db: {} }, steps: []", "services"],
    ["steps: [{ run: 'true', background: true }, { wait-all: }]", "background"],
    ["steps: [{ parallel: [{ run: 'true' }] }]", "parallel"],
    ["steps: [{ run: 'true' }]", undefined],
  ])("whose job has %s: the runner does not do %s", (what, unsupported) => {
    const [read] = readWorkflow(file, `on: push\njobs: { a: { runs-on: x, ${what} } }`).jobs;
    expect(read!.unsupported).toBe(unsupported);
  });
});

import { commentMarker, digestIn } from "../../review/comment";
import { deployKeys, keyRequestsDuring, renewalOf } from "../support/deploy-keys";
import { Infrastructure } from "../support/infrastructure";

/**
 * This repository's own workflows, run by the sandbox's runner for a clone of it, whose state lies in a Heroku database of the sandbox. Each
 * test goes on where the one before it stopped.
 */
jest.setTimeout(600_000);

const application = "/repos/penny-university/penny_university";
let own: Infrastructure;
let larger: number;
let later: number;
let gift: number;

interface Comment {
  readonly body: string;
  readonly user: { readonly login: string };
}
interface Issue extends Comment {
  readonly number: number;
  readonly title: string;
  readonly state: string;
}

const comments = (pull: number) => own.body<Comment[]>("GET", `/issues/${pull}/comments`);
const issues = () => own.body<Issue[]>("GET", "/issues?labels=drift&state=all");
const heroku = async <T>(path: string): Promise<T> => (await own.stage.heroku("GET", path)).body as T;

/** Tells which secrets and variables a run has, and all of its environment. */
const curious = `      - run: |
          env
          node -p '\`secrets: \${Object.keys(JSON.parse(process.env.SECRETS))}, variables: \${Object.keys(JSON.parse(process.env.VARIABLES))}\`'
        env: { SECRETS: "\${{ toJSON(secrets) }}", VARIABLES: "\${{ toJSON(vars) }}" }
`;

beforeAll(async () => {
  own = await Infrastructure.open({ atWeekend: true });
  larger = await own.openPull("larger", (text) =>
    text.replace("quantity: 1, size: Basic", "quantity: 1, size: Standard-1X"),
  );
});
afterAll(() => own?.close());

describe("bin/penny up, by a person", () => {
  it("applies what was approved, and nothing else", async () => {
    const plan = await own.penny("up", "--plan", "--json");
    expect(plan.exitCode).toBe(0);
    const { digest } = JSON.parse(plan.stdout) as { digest: string };
    const other = await own.penny("up", "--yes", "--approve", digest.replaceAll(/[0-9]/g, "0"));
    expect(other).toMatchObject({ exitCode: 6, stderr: expect.stringContaining(`--approve ${digest}`) as unknown });
    expect((await own.stage.heroku("GET", "/apps/penny-university")).status).toBe(404);
    const up = await own.penny("up", "--yes", "--approve", digest);
    expect({ exitCode: up.exitCode, said: up.exitCode === 0 || up.all }).toEqual({ exitCode: 0, said: true });
    expect((await own.stage.heroku("GET", "/apps/penny-university")).status).toBe(200);
  });

  it("holds back while somebody has the lock", async () => {
    const { object } = (await own.stage.github("GET", `${application}/git/ref/heads/master`)).body as {
      object: { sha: string };
    };
    await own.stage.github("POST", `${application}/git/refs`, { ref: "refs/penny/lock", sha: object.sha });
    expect(await own.penny("up", "--yes")).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining("holds the lock since") as unknown,
    });
    await own.stage.github("DELETE", `${application}/git/refs/penny/lock`);
  });
});

describe("a pull request", () => {
  it("is previewed on the sandbox when there are no credentials, and tells it in one comment", async () => {
    await own.success(own.ended("preview.yml"));
    const [comment, ...others] = await comments(larger);
    expect(others).toEqual([]);
    expect(comment!.user.login).toBe("github-actions[bot]");
    expect(comment!.body).toContain("### production: 1 changed");
    expect(comment!.body).toContain("⚠️ **Restarts all dynos**: dynos `web` get another size");
    expect(comment!.body).toContain("| changed | dynos `web` | `size`: `Basic` → `Standard-1X` |");
    expect(comment!.body).toMatch(/Previewed on the sandbox, with [0-9a-f]{7,} applied first/);
  });

  it("is previewed against what runs when the environment has them", async () => {
    const before = await own.ended("preview.yml");
    expect((await own.bootstrap()).all).toMatch(/^preview +HEROKU_API_KEY +set /m);
    later = await own.openPull("later", (text) => text.replace("hour: 2", "hour: 5"));
    await own.success(own.ended("preview.yml", before));
    const [comment] = await comments(later);
    expect(comment!.body).toContain("| changed | backup schedule `database-backups` | `hour`: `2` → `5` |");
    expect(comment!.body).toContain("Previewed against what runs now.");
  });

  it("from a fork is previewed on the sandbox all the same: it has no secret, and its token may only read", async () => {
    const before = await own.ended("preview.yml");
    await own.body("POST", "/actions/variables", { name: "STACKS", value: '["production"]' });
    gift = await own.openPullOfFork("gift", {
      "Pulumi.production.yaml": (text) => text.replace("hasIssues: true", "hasIssues: false"),
      // As whoever wants to know what is there: a fork's own workflow runs.
      ".github/workflows/preview.yml": (text) =>
        text
          .replace("contents: read", "contents: write")
          .replace("      - run: npm ci\n", `      - run: npm ci\n${curious}`),
    });
    const run = await own.ended("preview.yml", before);
    const log = await own.log(run);
    expect(run.conclusion === "success" || log).toBe(true);
    expect(log).not.toMatch(/^\S+ \w+: write$/m); // of its token's permissions
    expect(log).toMatch(/secrets: GITHUB_TOKEN, variables: $/m);
    expect(own.secrets.filter((value) => log.includes(value))).toEqual([]);
    expect(log).toMatch(/Acts on a sandbox of its own, as there is no HEROKU_API_KEY: [0-9a-f]{7,} is applied first/);
    expect(log).toContain("The run may not comment on the pull request");
    expect(await comments(gift)).toEqual([]);
    const page = await own.page(run);
    expect(page).toContain("### production: 1 changed");
    expect(page).toContain("`hasIssues`: `true` → `false`");
  });

  it("is applied as it was previewed when it is merged", async () => {
    await own.merge(larger);
    await own.success(own.ended("up.yml"));
    expect(await heroku("/apps/penny-university/formation/web")).toMatchObject({ size: "Standard-1X" });
  });
});

describe("what was changed by hand", () => {
  it("opens an issue at night, with both ways out", async () => {
    await own.stage.heroku("PATCH", "/apps/penny-university/config-vars", { FRONT_END_HOST: "https://by-hand" });
    await own.body("POST", "/actions/workflows/nightly.yml/dispatches", { ref: "main" });
    const run = await own.ended("nightly.yml");
    const drift = (await own.jobs(run))[0]!.steps.find(({ name }) => name === "Drift");
    expect({ drift: drift?.conclusion, log: drift?.conclusion === "success" || (await own.log(run)) }).toEqual({
      drift: "success",
      log: true,
    });
    const [issue, ...others] = await issues();
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ title: "Drift: 1 thing of production not as declared", state: "open" });
    expect(issue!.body).toContain(
      "`vars.FRONT_END_HOST` is `https://by-hand`, declared `https://www.pennyuniversity.org`",
    );
  });

  it("makes the next merge wait for a reviewer, for its steps are no longer the previewed ones", async () => {
    const before = await own.ended("up.yml");
    await own.merge(later);
    const { run, pending } = await own.waiting("up.yml", before);
    expect((await own.jobs(run)).map(({ name, status }) => [name, status])).toEqual([
      ["up (production)", "completed"],
      ["approval", "waiting"],
    ]);
    expect(await own.log(run)).toContain("FRONT_END_HOST");
    expect(await heroku("/apps/penny-university/config-vars")).toMatchObject({ FRONT_END_HOST: "https://by-hand" });
    expect(pending.environment.name).toBe("approval");
    await own.approve(run, pending);
    await own.success(own.ended("up.yml", run));
    expect(await heroku("/apps/penny-university/config-vars")).toMatchObject({
      FRONT_END_HOST: "https://www.pennyuniversity.org",
    });
  });

  it("closes the issue when it is gone", async () => {
    const [issue] = await issues();
    expect((await own.penny("drift", "--post")).all).toContain("Drift issue of production: closed");
    expect((await issues())[0]).toMatchObject({ number: issue!.number, state: "closed" });
  });
});

describe("the weekly up", () => {
  it("renews the deploy key near its end, and asks nobody: made, set as the secret, and only then is the old one revoked", async () => {
    await own.body("PUT", "/actions/workflows/nightly.yml/disable");
    const before = await own.ended("up.yml");
    const [old] = await deployKeys(own.stage);
    const requests = await keyRequestsDuring(own.stage, async () => {
      await own.stage.sandbox("clock", "advance", "10:44");
      await own.success(own.ended("up.yml", before));
    });
    expect(requests).toEqual(renewalOf(old!));
    expect(await deployKeys(own.stage)).toHaveLength(1);
    const run = await own.ended("up.yml");
    expect(run.event).toBe("schedule");
    expect((await own.jobs(run)).map(({ name, conclusion }) => [name, conclusion])).toEqual([
      ["up (production)", "success"],
      ["approval", "skipped"],
    ]);
  });
});

describe("a fork's pull request that is merged", () => {
  it("is not applied: nobody has seen its steps, although a person's comment names them as a preview's would", async () => {
    await own.body("PUT", "/actions/workflows/up.yml/disable"); // what it would do is done here
    const commit = await own.merge(gift);
    const { digest } = JSON.parse((await own.penny("up", "--plan", "--json")).stdout) as { digest: string };
    const forged = `${commentMarker}\n<!-- steps of production: ${digest} -->\n\n`;
    expect(digestIn(forged, "production")).toBe(digest);
    await own.body("POST", `/issues/${gift}/comments`, { body: forged });
    expect(await own.penny("up", "--yes", "--commit", commit)).toMatchObject({
      exitCode: 6,
      stderr: expect.stringContaining("nobody has approved these steps: nothing was changed") as unknown,
    });
    expect((await own.stage.github("GET", application)).body).toMatchObject({ has_issues: true });
  });
});

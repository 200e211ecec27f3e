import { stageCli, type CliStage } from "../../support/heroku-cli/stage";
import { webApplication } from "../../support/sources";

jest.setTimeout(300_000);

const app = ["--app", "penny-push"] as const;

/** Heroku's own CLI deploys, runs, scales and promotes. Each test goes on where the one before it stopped. */
describe("the heroku CLI with an app's code", () => {
  let cli: CliStage;
  beforeAll(async () => {
    cli = await stageCli(webApplication({ release: "echo migrated" }));
    await cli.heroku("apps:create", "penny-push");
    await cli.heroku("git:remote", ...app);
  });
  afterAll(() => cli?.close());

  const releases = async (): Promise<{ description: string; version: number; status: string }[]> =>
    JSON.parse(await cli.heroku("releases", ...app, "--json"));

  it("deploys by git push, shows the build and the release phase, and names the commit", async () => {
    expect(await cli.git("push", "heroku", "HEAD:topic")).toMatchObject({
      exitCode: 0,
      all: expect.stringContaining("Pushed to non-main branch, skipping build."),
    });
    const push = await cli.git("push", "heroku", "HEAD:main");
    expect(push).toMatchObject({ exitCode: 0 });
    for (const line of ["-----> Node.js app detected", "       Released v3", "Verifying deploy... done.", "migrated"])
      expect(push.all).toContain(`remote: ${line}`);
    const commit = (await cli.git("rev-parse", "HEAD")).stdout;
    expect((await releases())[0]).toMatchObject({ description: `Deploy ${commit.slice(0, 8)}`, status: "succeeded" });
  });

  it("makes no release when everything is up to date, and rejects a push that does not build", async () => {
    const before = (await releases()).length;
    expect((await cli.git("push", "heroku", "HEAD:main")).all).toContain("Everything up-to-date");
    await cli.commit({ "package.json": "{" }, "Broken");
    const push = await cli.git("push", "heroku", "HEAD:main");
    expect(push).toMatchObject({ exitCode: 1, all: expect.stringContaining("(pre-receive hook declined)") });
    expect(push.all).toContain("Push rejected to penny-push.");
    expect(await releases()).toHaveLength(before);
    await cli.git("reset", "--hard", "--quiet", "HEAD~1");
  });

  it("keeps strangers out of the repository", async () => {
    const remote = (await cli.git("remote", "get-url", "heroku")).stdout.replace("https://", "https://x:wrong@");
    expect(await cli.git("ls-remote", remote)).toMatchObject({ exitCode: 128 });
    await cli.heroku("git:clone", ...app, `${cli.source}/../clone`);
    expect((await cli.git("-C", `${cli.source}/../clone`, "log", "--format=%s")).stdout).toBe("First version");
  });

  it("runs one-off dynos: attached on a terminal, over pipes, and detached", async () => {
    const [terminal, failing, pipes] = await Promise.all([
      cli.run("heroku", ["run", ...app, "--", "tty; echo $DYNO; stty size"]),
      cli.run("heroku", ["run", ...app, "--exit-code", "--", "sh -c 'exit 4'"]),
      cli.run("heroku", ["run", ...app, "--no-tty", "--", "cat"], "what was piped in"),
      cli.heroku("run:detached", ...app, "--", "echo from afar"),
    ]);
    expect(terminal.stdout).toMatch(/^\/dev\/pts\/\d+\nrun\.\d{4}\n24 80$/m);
    expect(failing.exitCode).toBe(4);
    expect(pipes.stdout).toBe("what was piped in");
  });

  it("ends an attached dyno when its client goes", async () => {
    const run = "heroku run --app penny-push --no-tty -- 'echo started; sleep 600' > output & client=$!";
    const script = `${run}; until grep -q started output; do sleep 0.1; done; kill -KILL $client`;
    await cli.run("sh", ["-c", script]);
    while (/run\.\d{4}/.test(await cli.heroku("ps", ...app)));
  });

  it("shows the log, and follows it", async () => {
    const log = await cli.heroku("logs", ...app, "--num", "100");
    expect(log).toMatch(/app\[run\.\d{4}\]: from afar/);
    expect(log).toContain("heroku[web.1]: State changed from starting to up");
    const tail = cli.run("sh", ["-c", "heroku logs --app penny-push --tail --num 1 | grep --max-count 1 ']: tick'"]);
    await cli.heroku("run:detached", ...app, "--", "while sleep 0.2; do echo tick; done");
    expect((await tail).stdout).toContain(": tick");
    await cli.heroku("ps:stop", "--process-type", "run", ...app);
  });

  it("lists, scales, resizes, restarts and stops dynos", async () => {
    expect(await cli.heroku("ps", ...app)).toMatch(/web\.1: up/);
    await cli.heroku("ps:resize", ...app, "web=standard-1x", "worker=standard-1x");
    await cli.heroku("ps:scale", ...app, "web=2", "worker=1");
    expect(await cli.heroku("ps:scale", ...app)).toContain("web=2:Standard-1X worker=1:Standard-1X");
    await Promise.all([cli.heroku("ps:restart", ...app), cli.heroku("ps:stop", "--dyno-name", "worker.1", ...app)]);
    await cli.heroku("ps:scale", ...app, "web=1", "worker=0");
  });

  it("shows releases and goes back", async () => {
    await cli.heroku("config:set", "GREETING=hello", ...app);
    const [shown, output] = await Promise.all([
      cli.heroku("releases:info", "v3", ...app),
      cli.heroku("releases:output", "v3", ...app),
      cli.heroku("releases:rollback", "v3", ...app),
    ]);
    expect(shown).toContain("Deploy ");
    expect(output).toBe("migrated");
    expect((await releases())[0]).toMatchObject({ description: "Rollback to v3" });
    expect(await cli.heroku("config:get", "GREETING", ...app)).toBe("");
  });

  it("promotes through a pipeline", async () => {
    await Promise.all([
      cli.heroku("apps:create", "penny-target", "--no-remote"),
      cli.heroku("pipelines:create", "penny", ...app, "--stage", "staging"),
    ]);
    await cli.heroku("pipelines:add", "penny", "--app", "penny-target", "--stage", "production");
    expect(await cli.heroku("pipelines:info", "penny")).toMatch(/penny-target +production/);
    expect(await cli.heroku("pipelines:promote", ...app)).toContain("penny-target: succeeded");
    const promoted = { description: expect.stringMatching(/^Promote penny-push v\d+ [0-9a-f]{8}$/) };
    expect(await cli.api("/apps/penny-target/releases")).toContainEqual(expect.objectContaining(promoted));
    await cli.heroku("pipelines:remove", ...app);
    await cli.heroku("pipelines:destroy", "penny");
    expect(await cli.api("/pipelines")).toEqual([]);
  });
});

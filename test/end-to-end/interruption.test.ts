import { join } from "node:path";
import { execa } from "execa";
import { openStage, project, type Stage } from "../support/stage";

jest.setTimeout(300_000);

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(async () => {
  await stage?.close();
});

async function killSandbox(): Promise<void> {
  const { pid } = JSON.parse((await stage.sandbox("status", "--json")).stdout) as { pid: number };
  process.kill(pid, "SIGKILL");
}

describe("a sandbox that is killed in the middle of `up`", () => {
  it("gives a clear error, and the next `npm start` converges", async () => {
    const up = execa(join(project, "bin/pulumi"), ["up", "--yes", "--skip-preview"], {
      cwd: project,
      env: { PATH: process.env["PATH"], HOME: process.env["HOME"], SANDBOX_HOME: stage.home },
      extendEnv: false,
      all: true,
      reject: false,
    });
    for await (const line of up.iterable({ from: "all" }))
      if (/heroku:index:Addon .*creating/.test(line)) await killSandbox().catch(() => undefined);
    const ended = await up;
    expect(ended.exitCode).not.toBe(0);
    expect(ended.all).toMatch(/127\.0\.0\.1:\d+/);
    expect(ended.all).not.toMatch(/panic|UnhandledPromise|^\s+at .*\.(js|ts):\d+/m);

    const start = await stage.run("bin/start", []);
    expect(start.all).toContain("Stack production is up on the sandbox");
    expect(start.exitCode).toBe(0);
    expect((await stage.pulumi("preview", "--refresh", "--expect-no-changes")).exitCode).toBe(0);
    const apps = (await stage.heroku("GET", "/apps")).body as { name: string }[];
    expect(apps.map(({ name }) => name)).toEqual(["penny-university"]);
  });
});

import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalBuilder } from "../../../../../sandbox/runtime/builder/builder";
import { BuildFailed } from "../../../../../sandbox/runtime/builder/errors";
import { LocalProcesses } from "../../../../../sandbox/runtime/processes/runner";
import { type BuildRequest, type Slug } from "../../../../../sandbox/runtime/types";
import { makeWheel, packSource } from "./source";

jest.setTimeout(60_000);

const home = mkdtempSync(join(tmpdir(), "builder-test-"));
chmodSync(home, 0o755);
const builder = new LocalBuilder({ home });
const processes = new LocalProcesses({ home });
let builds = 0;

beforeAll(() => makeWheel(join(home, "wheels")));
afterAll(async () => {
  await processes.stopAll(0);
  rmSync(home, { recursive: true, force: true });
});

const requirements = `--no-index\n--find-links ${join(home, "wheels")}\ntiny==1.0\n`;

interface Built {
  readonly slug: Promise<Slug>;
  readonly lines: string[];
}

function build(files: Readonly<Record<string, string>>, more: Partial<BuildRequest> = {}, top?: string): Built {
  const place = join(home, `build-${++builds}`);
  const lines: string[] = [];
  const request = {
    cacheFolder: join(home, "cache"),
    buildpacks: [],
    env: {},
    log: (line: string) => lines.push(line),
  };
  packSource(join(place, "source"), files, `${place}.tar.gz`, top);
  const slug = builder.build({ ...request, archive: `${place}.tar.gz`, slugFolder: join(place, "slug"), ...more });
  return { slug, lines };
}

async function run(slug: Slug, command: string): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const child = await processes.run({ command, slug, env: {}, log: (line) => lines.push(line), memoryMb: 512 });
  return { code: await child.exited, lines };
}

describe("a Python application", () => {
  it("is built as Heroku says it, and its packages run from a copy of the slug", async () => {
    const { slug: built, lines } = build({
      "requirements.txt": requirements,
      Procfile: "web: tiny\nworker: tiny --work",
    });
    const slug = await built;
    expect(slug).toMatchObject({
      detectedBuildpack: "Python",
      processTypes: { web: "tiny", worker: "tiny --work" },
    });
    expect(slug.size).toBeGreaterThan(0);
    expect(lines.filter((line) => line.startsWith("----->"))).toEqual([
      "-----> Building on the Heroku-24 stack",
      "-----> Determining which buildpack to use for this app",
      "-----> Python app detected",
      "-----> No Python version was specified. Using this machine's",
      expect.stringMatching(/^-----> Using Python 3\.\d+\.\d+$/),
      "-----> Installing dependencies using 'pip install -r requirements.txt'",
      "-----> Discovering process types",
      "-----> Compressing...",
    ]);
    expect(lines).toContain("       Procfile declares types -> web, worker");
    expect(lines).toContain("       Successfully installed tiny-1.0");
    expect(await run(slug, "tiny")).toEqual({ code: 0, lines: ["tiny says hello"] });
    expect((await run(slug, "python -c 'import tiny; tiny.main()'")).lines).toEqual(["tiny says hello"]);
    expect((await run(slug, "pip --version")).lines[0]).toMatch(/^pip \d+/);
  });

  it("is not installed again while its requirements stay", async () => {
    await build({ "requirements.txt": requirements }).slug;
    const { slug, lines } = build({ "requirements.txt": requirements, "new.py": "" });
    expect((await run(await slug, "tiny")).lines).toEqual(["tiny says hello"]);
    expect(lines.join("\n")).not.toContain("Installing dependencies");
  });

  it("runs on when the cache was emptied, which the next build fills again", async () => {
    const cacheFolder = join(home, "emptied");
    const slug = await build({ "requirements.txt": requirements }, { cacheFolder }).slug;
    rmSync(cacheFolder, { recursive: true });
    expect((await run(slug, "tiny")).lines).toEqual(["tiny says hello"]);
    const { slug: next, lines } = build({ "requirements.txt": requirements }, { cacheFolder });
    await next;
    expect(lines.join("\n")).toContain("Installing dependencies");
    expect((await run(slug, "tiny")).lines).toEqual(["tiny says hello"]);
  });

  it("is installed again when a file that the requirements include changes", async () => {
    const files = { "requirements.txt": "-r more.txt\n", "more.txt": requirements };
    await build(files).slug;
    const { slug, lines } = build({ ...files, "more.txt": `${requirements}# changed\n` });
    await slug;
    expect(lines.join("\n")).toContain("Installing dependencies");
  });

  it("fails when a package cannot be installed, after pip's own words", async () => {
    const { slug, lines } = build({ "requirements.txt": "--no-index\nno-such-package==1\n" });
    await expect(slug).rejects.toThrow(BuildFailed);
    expect(lines.join("\n")).toContain("No matching distribution found for no-such-package==1");
    expect(lines).toContain(" !     Error: Unable to install dependencies using pip.");
    expect(readdirSync(join(home, "builds"))).toEqual([]);
  });

  it("is built with this machine's Python, and told so, when it names another", async () => {
    const { slug, lines } = build({ "requirements.txt": requirements, ".python-version": "3.99\n" });
    await slug;
    expect(lines).toContain(" !     Warning: Python 3.99, named in .python-version, is not on this machine.");
    expect(lines.join("\n")).toMatch(/Using Python 3\.\d+\.\d+ for 3\.99 specified in \.python-version/);
  });

  it("sees nothing of the caller's environment while it is built", async () => {
    process.env["CALLERS_SECRET"] = "leaked";
    const manage = "import os; [print(name, value) for name, value in os.environ.items()]";
    const { slug, lines } = build(
      { "requirements.txt": requirements, "manage.py": manage },
      { env: { SECRET_KEY: "k1" } },
    );
    await slug;
    delete process.env["CALLERS_SECRET"];
    expect(lines).toContain("-----> $ python manage.py collectstatic --noinput");
    expect(lines).toContain("       SECRET_KEY k1");
    expect(lines.join("\n")).not.toContain("CALLERS_SECRET");
  });

  it("fails when its static files cannot be collected, unless told not to try", async () => {
    const files = { "requirements.txt": requirements, "manage.py": "raise SystemExit('no static files')" };
    const { slug, lines } = build(files);
    await expect(slug).rejects.toThrow(/collectstatic ended with exit code 1/);
    expect(lines).toContain("       no static files");
    await build(files, { env: { DISABLE_COLLECTSTATIC: "1" } }).slug;
  });
});

describe("a Node.js application", () => {
  const app = {
    "package.json": JSON.stringify({ scripts: { start: "node app.js", build: "echo built > built.txt" } }),
  };

  it("is installed, built, and started by npm where no Procfile says otherwise", async () => {
    const { slug: built, lines } = build({ ...app, "app.js": "console.log('up', process.env.NODE_ENV)" });
    const slug = await built;
    expect(slug).toMatchObject({ detectedBuildpack: "Node.js", processTypes: { web: "npm start" } });
    expect(lines).toContain("       Procfile declares types -> (none)");
    expect(lines).toContain("       Default types for Node.js -> web");
    expect(readFileSync(join(slug.folder, "built.txt"), "utf8")).toBe("built\n");
    expect((await run(slug, "npm start")).lines).toContain("up production");
  });

  it("is built with this machine's Node.js, and told so, when it names another", async () => {
    const { slug, lines } = build({ "package.json": JSON.stringify({ engines: { node: "4.x" } }) });
    await slug;
    expect(lines.join("\n")).toMatch(
      / ! {5}Warning: node 4\.x is not on this machine: this build uses \d+\.\d+\.\d+ instead\./,
    );
  });

  it("and Python both, when the app has both buildpacks: the last one gives the name", async () => {
    const buildpacks = ["heroku/nodejs", "https://github.com/heroku/heroku-buildpack-python"];
    const slug = await build({ ...app, "requirements.txt": requirements }, { buildpacks }).slug;
    expect(slug.detectedBuildpack).toBe("Python");
    expect((await run(slug, "tiny && node -p 1+1")).lines).toEqual(["tiny says hello", "2"]);
  });

  it("fails when its build fails", async () => {
    const { slug } = build({ "package.json": JSON.stringify({ scripts: { build: "exit 7" } }) });
    await expect(slug).rejects.toThrow(/npm run build ended with exit code 7/);
  });
});

describe("a source archive", () => {
  it("loses the one folder that GitHub puts around it", async () => {
    const { folder } = await build({ "requirements.txt": requirements, "a/b.txt": "x" }, {}, "owner-name-0123abc").slug;
    expect(readdirSync(folder).sort()).toEqual(["a", "requirements.txt"]);
  });

  it("loses it also beside the files that macOS adds", async () => {
    const { folder } = await build({ "._app": "", "app/requirements.txt": requirements }).slug;
    expect(readdirSync(folder)).toEqual(["requirements.txt"]);
  });

  it("of no known language fails as Heroku's does", async () => {
    const { slug, lines } = build({ "index.html": "" });
    await expect(slug).rejects.toThrow(BuildFailed);
    expect(lines).toContain(" !     No default language could be detected for this app.");
  });

  it("that is not for the app's buildpack fails", async () => {
    const { slug } = build({ "requirements.txt": requirements }, { buildpacks: ["heroku/nodejs"] });
    await expect(slug).rejects.toThrow(/not for the app's buildpack heroku\/nodejs/);
  });

  it("that is none fails", async () => {
    const { slug } = build({ "index.html": "" }, { archive: __filename });
    await expect(slug).rejects.toThrow(BuildFailed);
  });

  it("is not built any further after the build was cancelled", async () => {
    const cancel = new AbortController();
    const log = (line: string) => line.includes("Installing") && cancel.abort(new Error("cancelled"));
    const files = { "requirements.txt": `${requirements}# cancelled\n` };
    await expect(build(files, { signal: cancel.signal, log }).slug).rejects.toThrow("cancelled");
  });
});

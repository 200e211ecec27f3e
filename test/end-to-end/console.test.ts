import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { provideActionsRunner } from "../../engine/engine";
import { layoutOf } from "../../engine/layout";
import { silentReport } from "../../engine/report";
import { accessibilityFaults, openBrowser, overflow } from "../support/browser";
import { openSandbox, type OpenSandbox } from "../support/sandbox";
import { tarball, webApplication } from "../support/sources";
import { project } from "../support/stage";

/** The console in a real browser, on a sandbox with an app that runs and a workflow that ran. Pictures: coverage/console. */
jest.setTimeout(120_000);

const layout = layoutOf(process.env);
const repository = "/repositories/penny-university/penny_university";
const hostile = "<img src=x onerror=alert(1)> & friends";
const pictures = join(project, "coverage", "console");

let stage: OpenSandbox;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const troubles: string[] = [];

async function github<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${stage.sandbox.urls.github}/api/v3/repos/penny-university/penny_university${path}`, {
    method,
    headers: { authorization: `Bearer ${stage.sandbox.credentials.githubToken}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

async function makeApp(): Promise<void> {
  const { heroku } = stage;
  const app = await heroku<{ id: string }>("POST", "/apps", { body: { name: "penny" } });
  for (const plan of ["heroku-postgresql:essential-0", "scheduler:standard"])
    await heroku("POST", "/apps/penny/addons", { body: { plan } });
  await stage.advance(5000);
  const source = await heroku<{ source_blob: { put_url: string; get_url: string } }>("POST", "/sources");
  const archive = await tarball(webApplication({ release: "echo migrating" }));
  await fetch(source.body.source_blob.put_url, { method: "PUT", body: new Uint8Array(archive) });
  const body = { source_blob: { url: source.body.source_blob.get_url, version: "0123456789abcdef" } };
  const build = await heroku<{ output_stream_url: string }>("POST", "/apps/penny/builds", { body });
  await (await fetch(build.body.output_stream_url)).text();
  const attributes = { command: "echo ran", "dyno-size": "Basic", every: 60, at: 0 };
  await heroku("POST", `/apps/${app.body.id}/jobs`, { body: { data: { type: "jobs", attributes } } });
  await heroku("PATCH", "/apps/penny/config-vars", { body: { SECRET_KEY: "very-secret" } });
}

const workflow = `
name: CI
on: pull_request
jobs:
  greet:
    runs-on: ubuntu-24.04
    steps:
      - name: Greet
        run: for n in 1 2 3; do echo "greeting $n"; sleep 1; done; echo "**All** are greeted" >> "$GITHUB_STEP_SUMMARY"
`;

async function openPull(): Promise<void> {
  const { object } = await github<{ object: { sha: string } }>("GET", "/git/ref/heads/master");
  await github("POST", "/git/refs", { ref: "refs/heads/greet", sha: object.sha });
  const content = Buffer.from(workflow).toString("base64");
  await github("PUT", "/contents/.github/workflows/ci.yml", { message: hostile, content, branch: "greet" });
  await github("POST", "/pulls", { title: hostile, head: "greet", base: "master" });
}

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  await provideActionsRunner(layout, silentReport);
  stage = await openSandbox({ pulumiHome: layout.home });
  await makeApp();
  browser = await openBrowser();
  context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && troubles.push(message.text()));
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("dialog", (dialog) => troubles.push(`a dialog: ${dialog.message()}`));
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

const open = (path: string) => page.goto(`${stage.sandbox.urls.console}${path}`);

describe("the console in a browser", () => {
  it("is signed in to by the address that bin/sandbox console prints", async () => {
    await open("/");
    expect(await page.textContent("h1")).toBe("Sign in");
    troubles.length = 0; // the 401 was wanted
    await open(`/sign-in?token=${stage.sandbox.signIn.issue()}`);
    expect(new URL(page.url()).pathname).toBe("/");
    expect(await page.textContent("h1")).toBe("Overview");
  });

  it("shows a workflow's run as it goes on, without a reload", async () => {
    await openPull();
    await open(`${repository}/runs`);
    await page.click(`text=${hostile}`);
    await page.waitForURL(/\/runs\/\d+$/);
    await page.locator(".jobs .badge.good").waitFor({ timeout: 60_000 });
    expect(await page.locator(".jobs a").textContent()).toBe("greet");
    await page.locator("[data-log] >> text=greeting 3").last().waitFor();
    await page.locator("section:has-text('Summary of greet') >> text=**All** are greeted").waitFor();
  });

  it("adds lines to an app's log as they come", async () => {
    await open("/apps/penny/logs");
    await stage.heroku("PATCH", "/apps/penny/config-vars", { body: { GREETING: "hello" } });
    await page.locator("[data-log] >> text=Set GREETING config vars").waitFor();
  });

  it("shows a secret when it is asked for, and only then", async () => {
    await open("/apps/penny/settings");
    expect(await page.content()).not.toContain("very-secret");
    await page.click("text=Reveal SECRET_KEY");
    expect(await page.textContent("#SECRET_KEY .value")).toBe("very-secret");
    await page.click("text=Hide");
    expect(await page.content()).not.toContain("very-secret");
  });

  it("is walked through by keyboard: past the navigation, to a button that lets time pass", async () => {
    await open("/clock");
    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").textContent()).toContain("Skip to the content");
    expect(await page.locator(".skip").evaluate((link) => link.getBoundingClientRect().top)).toBeGreaterThanOrEqual(0);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").textContent()).toBe("An hour");
    const outline = await page.locator(":focus").evaluate((button) => getComputedStyle(button).outlineStyle);
    expect(outline).toBe("solid");
    const before = stage.sandbox.clock.now().getTime();
    await page.keyboard.press("Enter");
    await page.locator("text=echo ran >> nth=1").waitFor(); // once as due, once as happened
    expect(stage.sandbox.clock.now().getTime()).toBe(before + 3_600_000);
  });

  it("leaves text alone while somebody selects it", async () => {
    await open("/clock");
    const before = await page.textContent(".time");
    await page.locator(".time").selectText();
    await stage.advance(60_000);
    await page.locator(".clock", { hasText: before! }).waitFor({ state: "detached" });
    expect(await page.textContent(".time")).toBe(before);
    await page.evaluate("getSelection().removeAllRanges()");
    await page.locator(".time", { hasText: before! }).waitFor({ state: "detached" });
  });

  it("works without script", async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const still = await plain.newPage();
    await still.goto(`${stage.sandbox.urls.console}/sign-in?token=${stage.sandbox.signIn.issue()}`);
    await still.goto(`${stage.sandbox.urls.console}/clock`);
    await still.click("text=Pause");
    expect(await still.textContent(".time")).toContain("paused");
    await still.click("text=Resume");
    expect(await still.textContent(".time")).not.toContain("paused");
    await plain.close();
  });
});

describe("each page", () => {
  const paths = () => {
    const run = stage.sandbox.services.github.context.state.runs.all().at(-1)!.id;
    const app = ["", "/activity", "/backups", "/logs", "/settings", "/releases/3"].map((path) => `/apps/penny${path}`);
    const code = ["", "/pulls", "/pulls/1", "/runs", `/runs/${run}`, "/settings"].map((path) => `${repository}${path}`);
    return ["/", "/apps", ...app, "/repositories", ...code, "/requests", "/clock", "/nowhere"];
  };
  const name = (path: string) => path.replace(/\W+/g, "-").replace(/^-|-$/g, "") || "overview";

  it("has no fault that axe-core knows of, in light and dark", async () => {
    const faults: Record<string, string[]> = {};
    for (const path of paths()) {
      await page.emulateMedia({ colorScheme: "light" });
      await open(path);
      const light = await accessibilityFaults(page);
      await page.screenshot({ path: join(pictures, `${name(path)}.png`) });
      await page.emulateMedia({ colorScheme: "dark" });
      const dark = await accessibilityFaults(page, ["color-contrast"]);
      await page.screenshot({ path: join(pictures, `${name(path)}-dark.png`) });
      if (light.length + dark.length > 0) faults[path] = [...light, ...dark];
    }
    expect(faults).toEqual({});
  });

  it("fits a phone", async () => {
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize({ width: 360, height: 740 });
    const wide: Record<string, number> = {};
    for (const path of paths()) {
      await open(path);
      await page.screenshot({ path: join(pictures, `${name(path)}-phone.png`), fullPage: true });
      const pixels = await overflow(page);
      if (pixels > 0) wide[path] = pixels;
    }
    expect(wide).toEqual({});
  });

  it("runs nothing of what people wrote, and breaks none of its own rules", () => {
    const unwanted = troubles.filter((text) => !/status of 404/.test(text)); // of /nowhere
    expect(unwanted).toEqual([]);
  });
});

import { readFileSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { findChromium } from "../../engine/setup/chromium";

/** Nothing but this machine is looked up or asked, whatever the browser would like to know. */
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost , EXCLUDE *.localhost",
];

/** This machine's Chromium, without a window. */
export function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath)
    throw new Error("there is no Chromium: npm test -- end-to-end installs it, or names the command");
  return chromium.launch({ executablePath, args: flags });
}

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe-core finds wrong with a page, one line each; only what these rules find, where some are named. */
export async function accessibilityFaults(page: Page, rules?: readonly string[]): Promise<string[]> {
  await page.evaluate(axe);
  const options = rules ? { runOnly: { type: "rule", values: [...rules] } } : {};
  const violations = await page.evaluate<Violation[], object>(
    (given) =>
      Reflect.get(globalThis, "axe")
        .run(given)
        .then((found: { violations: unknown }) => found.violations),
    options,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ""}`));
}

/** Pixels by which a page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

import { join } from "node:path";
import { execa } from "execa";
import type { Browser } from "playwright-core";
import { openBrowser } from "../support/browser";

/** `npm run pictures`: the pictures of the console in docs/pictures, of the sandbox that runs here. */

const project = join(__dirname, "../..");
const app = "/apps/penny-university";
const repository = "/repositories/penny-university/penny_university";

interface Picture {
  readonly name: string;
  readonly path: string;
  readonly dark?: boolean;
  readonly phone?: boolean;
}

const pictures: readonly Picture[] = [
  { name: "overview", path: "/" },
  { name: "backups", path: `${app}/backups`, dark: true },
  { name: "pull-request", path: `${repository}/pulls/2` },
  { name: "clock-on-a-phone", path: "/clock", phone: true },
];

async function take(browser: Browser, address: string, { name, path, dark, phone }: Picture): Promise<void> {
  const viewport = phone ? { width: 360, height: 740 } : { width: 1120, height: 700 };
  const context = await browser.newContext({ viewport, colorScheme: dark ? "dark" : "light" });
  const page = await context.newPage();
  await page.goto(address);
  await page.goto(new URL(path, address).href);
  await page.screenshot({ path: join(project, "docs", "pictures", `${name}.png`) });
  await context.close();
  console.log(`docs/pictures/${name}.png`);
}

async function main(): Promise<void> {
  const browser = await openBrowser();
  try {
    for (const picture of pictures) {
      const { stdout: address } = await execa(join(project, "bin/sandbox"), ["console", "--no-open"]);
      await take(browser, address, picture);
    }
  } finally {
    await browser.close();
  }
}

void main();

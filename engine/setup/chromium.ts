import { ChromiumMissing } from "../errors";
import { isProgram, onPath } from "../files";
import { type Step } from "../report";
import { findOrInstall } from "./packages";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const elsewhere = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The program of Chromium, or of Chrome, which is made of it. `CHROMIUM` names another one. */
export function findChromium(path = process.env.PATH ?? "", others = elsewhere): string | undefined {
  const found = names.flatMap((name) => onPath(name, path));
  return [process.env.CHROMIUM ?? "", ...found, ...others].find(isProgram);
}

/** What the console's test in a browser needs. @throws {ChromiumMissing} */
export const chromiumStep: Step = {
  title: "Chromium",
  run: (report) =>
    findOrInstall(
      {
        find: () => findChromium(),
        installs: {
          "apt-get": [["update"], ["install", "-y", "--no-install-recommends", "chromium"]],
          dnf: [["install", "-y", "chromium"]],
          apk: [["add", "chromium"]],
          brew: [["install", "--cask", "chromium"]],
        },
        missing: (command, why) => new ChromiumMissing(command, why),
      },
      report,
    ),
};

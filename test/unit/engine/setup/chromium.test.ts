import { join } from "node:path";
import { findChromium } from "../../../../engine/setup/chromium";
import { temporaryFolder, writeProgram } from "../../../support/temporary";

const given = process.env["CHROMIUM"];
beforeEach(() => void delete process.env["CHROMIUM"]);
afterAll(() => void (given === undefined || (process.env["CHROMIUM"] = given)));

test("Chromium is found on PATH, under each name that distributions give it", () => {
  for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
    const program = writeProgram(join(temporaryFolder(), name), "");
    expect(findChromium(`/nowhere:${join(program, "..")}`, [])).toBe(program);
  }
});

test("CHROMIUM comes before what PATH has", () => {
  const folder = temporaryFolder();
  writeProgram(join(folder, "chromium"), "");
  process.env["CHROMIUM"] = writeProgram(join(temporaryFolder(), "my-browser"), "");
  expect(findChromium(folder, [])).toBe(process.env["CHROMIUM"]);
});

test("without any there is none", () => {
  expect(findChromium(temporaryFolder(), ["/nowhere/Chromium"])).toBeUndefined();
});

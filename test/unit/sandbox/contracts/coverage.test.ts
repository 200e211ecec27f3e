import { readFileSync } from "node:fs";
import { join } from "node:path";
import { coverageDocument } from "../../../../sandbox/contracts/coverage";
import { githubCoverageDocument } from "../../../../sandbox/contracts/coverage-github";

describe("docs/reference", () => {
  it.each([
    ["sandbox-coverage.md", coverageDocument],
    ["sandbox-coverage-github.md", githubCoverageDocument],
  ])("has %s as `npm run reference` writes it", (name, document) => {
    const file = join(__dirname, "../../../../docs/reference", name);
    expect(readFileSync(file, "utf8")).toBe(document());
  });
});

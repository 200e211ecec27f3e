import { readFileSync } from "node:fs";
import { join } from "node:path";
import { coverageDocument } from "../../../../sandbox/contracts/coverage";

describe("docs/reference/sandbox-coverage.md", () => {
  it("is what `npm run reference` writes", () => {
    const file = join(__dirname, "../../../../docs/reference/sandbox-coverage.md");
    expect(readFileSync(file, "utf8")).toBe(coverageDocument());
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { reference } from "../../../policy/reference/text";
import { rules } from "../../../policy/rules";

describe("docs/reference/policies.md", () => {
  it("is what `npm run reference` makes of the rules", () => {
    expect(readFileSync(join(__dirname, "../../../docs/reference/policies.md"), "utf8")).toBe(reference(rules));
  });
});

import { readFileSync } from "node:fs";
import { referenceFile, referenceText } from "../../../../provider/sdk/reference";

describe("the provider's reference page", () => {
  it("was made from the definitions as they are; if not: bin/generate-sdk", () => {
    expect(readFileSync(referenceFile, "utf8")).toBe(referenceText());
  });
});

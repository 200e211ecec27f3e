import { readFileSync } from "node:fs";
import { join } from "node:path";
import { schemaFile, schemaText, sdkFolder } from "../../../../provider/sdk/generate";

describe("the committed SDK", () => {
  it("was made from the provider's definitions as they are; if not: bin/generate-sdk", () => {
    expect(readFileSync(join(sdkFolder, schemaFile), "utf8")).toBe(schemaText());
  });

  it("tells of no environment variable as a default, for an explicit provider would store its value in plain text", () => {
    expect(schemaText()).not.toContain("defaultInfo");
  });
});

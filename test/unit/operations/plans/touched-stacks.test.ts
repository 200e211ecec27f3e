import { touchedStacks } from "../../../../operations/plans/touched-stacks";

const stacks = ["production", "qa"];

describe("a change", () => {
  it.each([
    "index.ts",
    "stacks/database.ts",
    "provider/resources/app.ts",
    "workflows/ci.yml",
    "policy/waivers.yaml",
    "package-lock.json",
    "Pulumi.yaml",
  ])("of %s touches every stack", (file) => expect(touchedStacks(["README.md", file], stacks)).toEqual(stacks));

  it("of a stack's settings touches that stack", () => {
    expect(touchedStacks(["Pulumi.qa.yaml", "docs/settings.md"], stacks)).toEqual(["qa"]);
  });

  it.each(["README.md", "sandbox/main.ts", "test/unit/stacks/x.test.ts", "docs/stacks/x.md", "Pulumi.old.yaml"])(
    "of %s touches none",
    (file) => expect(touchedStacks([file], stacks)).toEqual([]),
  );
});

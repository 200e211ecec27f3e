import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../../../engine/layout";
import { blobSha, declaredFiles, deliveredPath, isDelivered, isWorkflow } from "../../../../stacks/workflows/declared";
import { temporaryFolder } from "../../../support/temporary";

describe("the files that are delivered", () => {
  const files = declaredFiles(projectRoot, "workflows/ci.yml", "trunk");
  const ci = files.find(({ path }) => path === ".github/workflows/ci.yml")!;

  it("are all of the workflow's folder, below .github/workflows", () => {
    expect(files.map(({ path }) => path)).toEqual(
      expect.arrayContaining([deliveredPath("workflows/ci.yml"), ".github/workflows/deploy/push.mjs"]),
    );
    expect(ci.source).toBe("workflows/ci.yml");
  });

  it("say where they come from in a comment of their language, by which they are known again", () => {
    expect(ci.content).toMatch(/^# Delivered by the pipeline's Pulumi program: edit workflows\/ci.yml there.\n/);
    expect(files.find(({ path }) => path.endsWith("push.mjs"))!.content).toMatch(/^\/\/ Delivered by /);
    expect(files.every(({ content }) => isDelivered(content))).toBe(true);
    expect(isDelivered("name: CI\n# Delivered by the pipeline's Pulumi program\n")).toBe(false);
  });

  it("are workflows where GitHub takes them for some, whichever way YAML is spelled", () => {
    const below = (name: string) => isWorkflow(`.github/workflows/${name}`);
    expect(["ci.yml", "ci.yaml"].map(below)).toEqual([true, true]);
    expect(["deploy/x.yml", "ci.yml.md", "ciyml", "ci.yamll"].map(below)).toEqual([false, false, false, false]);
    expect(isWorkflow("workflows/ci.yml")).toBe(false);
  });

  it("have the default branch filled in", () => {
    expect(ci.content).toContain("branches: [trunk]");
    expect(ci.content).not.toContain("branches: [$default-branch]");
  });

  it("are compared by git's own name for their content", () => {
    const file = join(temporaryFolder(), "ci.yml");
    writeFileSync(file, ci.content);
    expect(blobSha(ci)).toBe(execFileSync("git", ["hash-object", "--no-filters", file], { encoding: "utf8" }).trim());
  });

  it("must be there: a wrong path is told", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "workflows"));
    expect(() => declaredFiles(folder, "workflows/cy.yml", "master")).toThrow(
      "repository.ci.workflow: this project has no file workflows/cy.yml; nothing was changed.",
    );
  });
});

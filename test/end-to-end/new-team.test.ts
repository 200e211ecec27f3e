import { copyProject, type ProjectCopy } from "../support/project-copy";
import { openStage, type Stage } from "../support/stage";

jest.setTimeout(300_000);

const repository = "/repos/penny-university/brand_new";
let stage: Stage;
let copy: ProjectCopy;

beforeAll(async () => {
  copy = copyProject({ packages: true });
  copy.edit("Pulumi.production.yaml", (text) =>
    text
      .replace("name: penny_university", "name: brand_new")
      .replace("defaultBranch: master", "defaultBranch: trunk\n    create: true")
      .replace(/^ {4}(processes|firstBuild):.*\n( {6}.*\n)*/gm, ""),
  );
  stage = await openStage(copy.folder);
});
afterAll(async () => {
  await stage?.close();
  copy?.remove();
});

describe("a new team", () => {
  it("gets a repository with the protected branch and the workflow by one `up`", async () => {
    const up = await stage.pulumi("up", "--yes", "--skip-preview");
    expect(up.all).not.toContain("error:");
    expect(up.exitCode).toBe(0);
    expect((await stage.github("GET", repository)).body).toMatchObject({ default_branch: "trunk" });
    expect((await stage.github("GET", `${repository}/contents/.github/workflows/ci.yml?ref=trunk`)).status).toBe(200);
    expect((await stage.github("GET", `${repository}/branches/trunk/protection`)).status).toBe(200);
    expect((await stage.pulumi("preview", "--refresh", "--expect-no-changes")).exitCode).toBe(0);
  });
});

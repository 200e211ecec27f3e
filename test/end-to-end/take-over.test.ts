import { copyProject, type ProjectCopy } from "../support/project-copy";
import { openStage, type Stage } from "../support/stage";

jest.setTimeout(300_000);

const repository = "/repos/penny-university/penny_university";
let stage: Stage;
let copy: ProjectCopy;

beforeAll(async () => {
  copy = copyProject({ packages: true });
  copy.edit("Pulumi.production.yaml", (text) =>
    text.replace("deleteBranchOnMerge: false", "deleteBranchOnMerge: true"),
  );
  stage = await openStage(copy.folder);
});
afterAll(async () => {
  await stage?.close();
  copy?.remove();
});

const live = async () => (await stage.github("GET", repository)).body as Record<string, unknown>;
const up = async () => {
  const ran = await stage.pulumi("up", "--yes", "--skip-preview");
  expect(ran.all).not.toContain("error:");
  expect(ran.exitCode).toBe(0);
  return ran.all;
};

describe("a repository that exists, with an option other than the declared one", () => {
  it("is taken over as it is, and the option that waits is named", async () => {
    const before = await live();
    expect(before).toMatchObject({ delete_branch_on_merge: false });
    expect(await up()).toContain("deleteBranchOnMerge: false to true");
    const { description, topics, has_wiki, delete_branch_on_merge } = before;
    expect(await live()).toMatchObject({ description, topics, has_wiki, delete_branch_on_merge });
  });

  it("has the declared option after the next `up`, and keeps what is not declared", async () => {
    const { description, topics, has_wiki } = await live();
    expect(description).toBeTruthy();
    await up();
    expect(await live()).toMatchObject({ description, topics, has_wiki, delete_branch_on_merge: true });
    expect((await stage.pulumi("preview", "--refresh", "--expect-no-changes")).exitCode).toBe(0);
  });
});

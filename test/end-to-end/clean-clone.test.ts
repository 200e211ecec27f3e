import { execa } from "execa";
import { copyProject, type ProjectCopy } from "../support/project-copy";
import { openStage, type Stage } from "../support/stage";

jest.setTimeout(300_000);

let stage: Stage;
let copy: ProjectCopy;

beforeAll(async () => {
  stage = await openStage();
  copy = copyProject({ packages: false });
});
afterAll(async () => {
  copy?.remove();
  await stage?.close();
});

describe("a clean clone", () => {
  it("needs `npm ci` alone for `npx pulumi preview` to find the SDK and the provider plugin", async () => {
    const env = { ...stage.env, PATH: process.env["PATH"], HOME: process.env["HOME"] };
    const run = (program: string, ...args: string[]) =>
      execa(program, args, { cwd: copy.folder, env, extendEnv: false, all: true, reject: false });
    const installed = await run("npm", "ci", "--prefer-offline");
    expect(installed.exitCode).toBe(0);
    expect((await run("npx", "pulumi", "stack", "init", "production")).exitCode).toBe(0);
    const preview = await run("npx", "pulumi", "preview", "--stack", "production", "--non-interactive");
    expect(preview.all).toContain("heroku:index:App");
    expect(preview.all).toContain("github:index:BranchProtection");
    expect(preview.exitCode).toBe(0);
  });
});

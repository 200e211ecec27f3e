import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { provideActionlint } from "../../../engine/engine";
import { layoutOf, projectRoot } from "../../../engine/layout";
import { silentReport } from "../../../engine/report";
import { temporaryFolder } from "../../support/temporary";
import { hazards } from "../../support/workflow-hazards";

/** Our own workflows, and those that are delivered into the application's repository. */
jest.setTimeout(300_000);

const workflows = ["workflows", ".github/workflows"].flatMap((folder) =>
  readdirSync(join(projectRoot, folder))
    .filter((file) => /\.ya?ml$/.test(file))
    .map((file) => `${folder}/${file}`),
);
const textOf = (file: string) => readFileSync(join(projectRoot, file), "utf8");

describe("actionlint", () => {
  let program: string;
  beforeAll(async () => {
    program = (await provideActionlint(layoutOf(process.env), silentReport)).result;
  });
  // Of May 2026 and so younger than 1.7.12; GitHub's own parser knows it, and judges each workflow before it is delivered.
  const young = 'unexpected key "queue" for "concurrency" section';
  const lint = (...files: string[]) =>
    execa(program, ["-no-color", "-shellcheck=", "-pyflakes=", "-ignore", young, ...files], {
      cwd: projectRoot,
      all: true,
      reject: false,
    });

  it("finds nothing in any workflow", async () => {
    expect(workflows).toEqual(expect.arrayContaining(["workflows/ci.yml", ".github/workflows/test.yml"]));
    expect((await lint(...workflows)).all).toBe("");
  });

  it("is what finds a mistake", async () => {
    const folder = join(temporaryFolder(), ".github/workflows");
    mkdirSync(folder, { recursive: true });
    const file = join(folder, "ci.yml");
    writeFileSync(file, textOf("workflows/ci.yml").replace("needs: [frontend,", "needs: [frontend, nobody,"));
    expect((await lint(file)).all).toContain('job "deploy" needs job "nobody" which does not exist');
  });
});

describe("the security of workflows", () => {
  it.each(workflows)("%s opens nothing that an attacker could use", (file) => {
    expect(hazards(textOf(file))).toEqual([]);
  });

  const job = (lines: string) => `on: push\npermissions: {}\njobs:\n  a:\n    timeout-minutes: 5\n    steps:\n${lines}`;
  const pinned = "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2";
  it.each([
    ["an action by a tag", job("      - uses: actions/setup-node@v4"), "is not pinned to a commit"],
    [
      "a pin without its version",
      job(`      - uses: ${pinned.split(" ")[0]}\n        with: { persist-credentials: false }`),
      "names no version",
    ],
    ["a token left in the work tree", job(`      - uses: ${pinned}`), "persist-credentials"],
    [
      "what strangers write, in a script",
      job('      - run: echo "${{ github.event.pull_request.title }}"'),
      "puts github.event.pull_request.title into a script",
    ],
    ["an input, in a script", job('      - run: echo "${{ inputs.name }}"'), "puts inputs.name into a script"],
    [
      "a cell of a matrix, in a script",
      job('      - run: echo "${{ matrix.name }}"'),
      "puts matrix.name into a script",
    ],
    [
      "an input, in the script of an action",
      job(
        `      - uses: actions/github-script@${"a".repeat(40)} # v7.0.1\n        with: { script: "\${{ inputs.name }}" }`,
      ),
      "puts inputs.name into a script",
    ],
    [
      "a permission to write that every job has",
      job("      - run: echo").replace("{}", "{ issues: write }"),
      "issues: write",
    ],
    [
      "secrets handed on together",
      job("      - run: echo").replace("    steps", "    secrets: inherit\n    steps"),
      "hands on all secrets",
    ],
    ["pull_request_target", job("      - run: echo").replace("push", "pull_request_target"), "pull_request_target"],
    ["permissions that nobody chose", job("      - run: echo").replace("permissions: {}\n", ""), "has no permissions"],
    ["all permissions", job("      - run: echo").replace("{}", "write-all"), "write-all"],
    ["no end", job("      - run: echo").replace("    timeout-minutes: 5\n", ""), "has no timeout-minutes"],
  ])("is looked through for %s", (_what, text, hazard) => {
    expect(hazards(text)).toEqual([expect.stringContaining(hazard)]);
  });
});

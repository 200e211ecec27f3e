import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as ts from "typescript";
import { layoutOf, projectRoot } from "../../../engine/layout";

/**
 * The built GitHub plugin derives its tokens and names from the Terraform provider; the npm package @pulumi/github
 * brings its own. A name that differs would be dropped silently by the plugin.
 */
const resources = [
  "Repository",
  "BranchDefault",
  "BranchProtection",
  "ActionsSecret",
  "ActionsVariable",
  "ActionsEnvironmentSecret",
  "ActionsEnvironmentVariable",
  "RepositoryEnvironment",
  "RepositoryEnvironmentDeploymentPolicy",
  "RepositoryFile",
];
/**
 * Inputs that the npm package has and the built plugin has not, for the Terraform provider that can be built is one
 * release older. The first two are the deprecated names of `value` and `valueEncrypted`. Stacks must not use them.
 */
const absent: Readonly<Record<string, readonly string[]>> = {
  ActionsSecret: ["encryptedValue", "plaintextValue"],
  ActionsEnvironmentSecret: ["encryptedValue", "plaintextValue"],
  BranchDefault: ["waitForRename"],
};
const functions = ["getRepository", "getBranch"];

type Names = Record<"resources" | "functions", Record<string, string[]>>;
let plugin: Names;
beforeAll(() => {
  const { githubPluginProgram } = layoutOf(process.env);
  // The official plugin has no such flag, and would serve: then there is nothing built to compare.
  plugin = JSON.parse(execFileSync(githubPluginProgram, ["-names"], { encoding: "utf8", timeout: 10_000 })) as Names;
});

test.each(resources)("the resource %s has the npm package's token and input names", (name) => {
  const file = `${name[0]!.toLowerCase()}${name.slice(1)}`;
  const token = `github:index/${file}:${name}`;

  expect(sdkFile(`${file}.js`)).toContain(`'${token}'`);
  const expected = sdkInputs(file, `${name}Args`).filter((input) => !absent[name]?.includes(input));
  expect(plugin.resources[token]).toEqual(expected);
});

test.each(functions)("the function %s has the npm package's token and input names", (name) => {
  const token = `github:index/${name}:${name}`;

  expect(sdkFile(`${name}.js`)).toContain(`"${token}"`);
  expect(plugin.functions[token]).toEqual(sdkInputs(name, `${name[0]!.toUpperCase()}${name.slice(1)}Args`));
});

test("the stacks use no input that the built plugin does not know", () => {
  const stacks = join(projectRoot, "stacks");
  const text = readdirSync(stacks)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(stacks, file), "utf8"));

  for (const input of new Set(Object.values(absent).flat())) expect(text.join("\n")).not.toContain(input);
});

function sdkFile(file: string): string {
  return readFileSync(join(projectRoot, "node_modules", "@pulumi", "github", file), "utf8");
}

/** The members of an interface in the npm package's declarations. */
function sdkInputs(file: string, name: string): string[] {
  const source = ts.createSourceFile(file, sdkFile(`${file}.d.ts`), ts.ScriptTarget.ES2022);
  const found = source.statements.find((node) => ts.isInterfaceDeclaration(node) && node.name.text === name);
  if (found === undefined || !ts.isInterfaceDeclaration(found)) throw new Error(`${file}.d.ts has no ${name}`);
  const members = found.members.map((member) => (member.name && ts.isIdentifier(member.name) ? member.name.text : ""));
  return members.sort();
}

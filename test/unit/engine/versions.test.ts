import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../../engine/layout";
import { versions } from "../../../engine/versions";

const text = (...path: string[]) => readFileSync(join(projectRoot, ...path), "utf8");
const { dependencies } = JSON.parse(text("package.json")) as { dependencies: Record<string, string> };

test("the npm packages are those of the pinned engine and GitHub plugin", () => {
  expect(dependencies.pulumi).toBe(versions.pulumi);
  expect(dependencies["@pulumi/github"]).toBe(versions.githubPlugin);
});

test("the Go modules build the pinned versions, with a Go that set-up asks for", () => {
  const modules = (name: string) => text("engine", "modules", name, "go.mod");

  expect(modules("cli")).toContain(`require github.com/pulumi/pulumi/pkg/v3 v${versions.pulumi}\n`);
  expect(modules("language-host")).toContain(`require github.com/pulumi/pulumi/sdk/v3 v${versions.languageHost}\n`);
  expect(modules("actions-runner")).toMatch(new RegExp(`github.com/nektos/act v${versions.act}\\b`));
  expect(modules("actionlint")).toContain(`require github.com/rhysd/actionlint v${versions.actionlint}\n`);
  expect(modules("object-store")).toMatch(new RegExp(`github.com/minio/minio v${versions.minio}\\b`));
  expect(modules("cli")).toContain(`\ngo ${versions.go}\n`);
  expect(modules("github-plugin")).toContain(`\ngo ${versions.go}\n`);
});

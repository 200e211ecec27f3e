import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { SettingsUnreadable } from "../../../../engine/rehearsal/errors";
import { renderedProjectFile, renderedStackFile, renderProject } from "../../../../engine/rehearsal/rendered-project";
import { temporaryFolder } from "../../../support/temporary";

const encrypted = {
  encryptionsalt: "v1:production",
  encryptedkey: "key",
  secretsprovider: "awskms://production",
  config: {
    "github:owner": "penny-university",
    "github:writeDelayMs": "1000",
    "penny-university:SECRET_KEY": { secure: "v1:nobody-has-the-key" },
    "penny-university:nested": { plain: "kept", token: { secure: "v1:gone" }, list: [{ secure: "v1:gone" }, "kept"] },
  },
};

function project(files: Record<string, string>) {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

test("no secret and no key of production enters, at any depth, and the pace is the sandbox's", () => {
  const rendered = renderedStackFile(encrypted, undefined);

  expect(rendered).toEqual({
    config: {
      "github:owner": "penny-university",
      "github:writeDelayMs": "1",
      "penny-university:nested": { plain: "kept", list: ["kept"] },
    },
  });
});

test("the rehearsal's own salt is kept from one rendering to the next", () => {
  expect(renderedStackFile(encrypted, "v1:rehearsal").encryptionsalt).toBe("v1:rehearsal");
});

test("the program is the repository's own, and plugins are found from the rendered folder", () => {
  const file = { name: "p", main: "index.ts", plugins: { providers: [{ name: "heroku", path: "provider/bin" }] } };

  expect(renderedProjectFile(file, "/repository")).toEqual({
    name: "p",
    main: "program/index.ts",
    plugins: { providers: [{ name: "heroku", path: "/repository/provider/bin" }] },
  });
});

test("the tracked files stay as they are, and a second rendering changes nothing", () => {
  const tracked = { "Pulumi.yaml": "name: p\nruntime: nodejs\n", "Pulumi.qa.yaml": "encryptionsalt: x\nconfig: {}\n" };
  const folder = project(tracked);
  const rendered = join(folder, "rendered");

  renderProject(folder, rendered, "qa");
  const first = statSync(join(rendered, "Pulumi.qa.yaml"));
  renderProject(folder, rendered, "qa");

  expect(statSync(join(rendered, "Pulumi.qa.yaml")).ino).toBe(first.ino);
  expect(readFileSync(join(folder, "Pulumi.qa.yaml"), "utf8")).toBe(tracked["Pulumi.qa.yaml"]);
  expect(readFileSync(join(rendered, "program", "Pulumi.yaml"), "utf8")).toBe(tracked["Pulumi.yaml"]);
  expect(parse(readFileSync(join(rendered, "Pulumi.yaml"), "utf8"))).toMatchObject({ main: "program" });
});

test("a settings file that is no YAML stops its own stack, with file and line, and no other", () => {
  const folder = project({ "Pulumi.yaml": "name: p\n", "Pulumi.qa.yaml": "config:\n  a: [1\n  b: 2\n" });
  const rendered = join(folder, "rendered");

  expect(() => renderProject(folder, rendered, "qa")).toThrow(SettingsUnreadable);
  expect(() => renderProject(folder, rendered, "qa")).toThrow(/Pulumi\.qa\.yaml.*line [23]/s);
  renderProject(folder, rendered, "production");
  expect(existsSync(join(rendered, "Pulumi.qa.yaml"))).toBe(false);
});

test("of a settings file that was removed only the rehearsal's salt is left", () => {
  const folder = project({ "Pulumi.yaml": "name: p\nruntime: nodejs\n" });
  const rendered = join(folder, "rendered");
  renderProject(folder, rendered, undefined);
  writeFileSync(join(rendered, "Pulumi.qa.yaml"), "encryptionsalt: v1:own\nconfig:\n  p:name: was-declared\n");

  renderProject(folder, rendered, "qa");

  const left = parse(readFileSync(join(rendered, "Pulumi.qa.yaml"), "utf8")) as unknown;
  expect(left).toEqual({ encryptionsalt: "v1:own", config: { "github:writeDelayMs": "1" } });
});

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { project } from "./stage";

/** A copy of the project's tracked files, to be changed at will. */
export interface ProjectCopy {
  readonly folder: string;
  edit(file: string, change: (text: string) => string): void;
  remove(): void;
}

/** Copies what git does not ignore, as it is in the work tree; packages come by a link, or not at all when the test installs them. */
export function copyProject({ packages }: { readonly packages: boolean }): ProjectCopy {
  const folder = mkdtempSync(join(tmpdir(), "project-"));
  const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: project,
    encoding: "utf8",
  })
    .split("\0")
    .filter((file) => file !== "" && existsSync(join(project, file)));
  for (const file of files) cpSync(join(project, file), join(folder, file), { recursive: true });
  if (packages) for (const made of ["node_modules", "sdks/heroku/bin"]) link(made, folder);
  return {
    folder,
    edit: (file, change) => {
      const path = join(folder, file);
      const before = readFileSync(path, "utf8");
      const after = change(before);
      if (after === before) throw new Error(`${file} is not changed by this edit`);
      writeFileSync(path, after);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function link(made: string, folder: string): void {
  symlinkSync(join(project, made), join(folder, made));
}

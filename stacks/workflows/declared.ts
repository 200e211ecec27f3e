import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { Refusal } from "../errors";

/** The setting names a file that this project does not have. */
export class NoSuchWorkflow extends Refusal {
  readonly id = "no_such_workflow";

  constructor(workflow: string) {
    super(
      `repository.ci.workflow: this project has no file ${workflow}; nothing was changed. Correct the setting, such as workflows/ci.yml.`,
    );
  }
}

/** A file that the program delivers into the application's repository. */
export interface WorkflowFile {
  /** In this project: `workflows/ci.yml`. */
  readonly source: string;
  /** In the application's repository: `.github/workflows/ci.yml`. */
  readonly path: string;
  /** As it stands in this project, so that errors tell its lines. */
  readonly text: string;
  /** As it is delivered: a first line tells where it comes from. */
  readonly content: string;
}

const marker = "Delivered by the pipeline's Pulumi program";

/** All files of the folder in which the setting `ci.workflow` lies, with `$default-branch` filled in. */
export function declaredFiles(project: string, workflow: string, defaultBranch: string): WorkflowFile[] {
  if (!existsSync(join(project, workflow))) throw new NoSuchWorkflow(workflow);
  const folder = join(project, dirname(workflow));
  return filesBelow(folder).map((file) => {
    const source = posix.join(dirname(workflow), file);
    const text = readFileSync(join(folder, file), "utf8").replaceAll("$default-branch", defaultBranch);
    return { source, path: posix.join(".github/workflows", file), text, content: marked(source, text) };
  });
}

/** Where the file of the setting `ci.workflow` is delivered. */
export const deliveredPath = (workflow: string): string => posix.join(".github/workflows", posix.basename(workflow));

/** Whether GitHub takes a file of `.github/workflows` for a workflow: those of folders below are none. */
export const isWorkflow = (path: string): boolean => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path);

/** Whether a file was delivered from here: its first line says so. */
export const isDelivered = (content: string): boolean => content.split("\n", 1)[0]!.includes(marker);

/** git's name for a content. */
export function blobSha({ content }: WorkflowFile): string {
  const bytes = Buffer.from(content);
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

function marked(source: string, text: string): string {
  return `${/\.m?js$/.test(source) ? "//" : "#"} ${marker}: edit ${source} there.\n${text}`;
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.map((file) => relative(folder, file).replaceAll("\\", "/")).sort();
}

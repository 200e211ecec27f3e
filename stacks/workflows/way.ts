import { createHash } from "node:crypto";
import * as github from "@pulumi/github";
import { ownOutput } from "../own-outputs";
import { type RepositorySettings } from "../settings";
import { type WorkflowFile } from "./declared";

/** The outputs by which a later run knows what it delivered itself, and by which branch it proposed what waits. */
export const deliveredOutput = "workflows";
export const proposedOutput = "workflowsBranch";

/** How the files come to the default branch. */
export interface DeliveryWay {
  /** Written to the branch by the program. */
  readonly direct: readonly WorkflowFile[];
  /** The branch is protected from the program, too: what it wrote before stays as it is until people merge. */
  readonly guarded: boolean;
  /** Proposed by a pull request. */
  readonly proposed: { readonly branch: string; readonly files: readonly WorkflowFile[] } | undefined;
}

/** `changed` are the files that the default branch does not have as they are declared. */
export async function wayOf(
  settings: RepositorySettings,
  files: readonly WorkflowFile[],
  changed: readonly WorkflowFile[],
): Promise<DeliveryWay> {
  const past = await ownOutput(deliveredOutput);
  const before: readonly unknown[] | undefined = Array.isArray(past) ? past : undefined;
  const open = { direct: files, guarded: false, proposed: undefined };
  if (!settings.protection.enforceAdmins || (settings.create && !before)) return open;
  const direct = files.filter(({ path }) => before?.includes(path));
  const settled = before !== undefined && changed.length === 0;
  if (!settled && !(await isProtected(settings))) return open;
  if (changed.length === 0) return { direct, guarded: true, proposed: undefined };
  const pending = await ownOutput(proposedOutput);
  const branch = typeof pending === "string" ? pending : `penny/workflows-${digest(changed)}`;
  return { direct, guarded: true, proposed: { branch, files: changed } };
}

async function isProtected({ name, defaultBranch }: RepositorySettings): Promise<boolean> {
  const { rules } = await github.getBranchProtectionRules({ repository: name });
  return rules.some(({ pattern }) => pattern === defaultBranch);
}

/** A branch name of its own for each proposal: one that was merged may have been left behind, or removed. */
function digest(files: readonly WorkflowFile[]): string {
  return createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 8);
}

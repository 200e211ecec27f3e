import { passes } from "../required-checks/filters";
import { readWorkflow, texts } from "../required-checks/workflow";
import { type RepositorySettings } from "../settings";
import { type Problem } from "./errors";
import { type WorkflowText } from "./workflow-reads";

/** The workflow must run for what is pushed to the protected branch: otherwise merges are neither tested nor deployed. */
export function checkPushes({ defaultBranch }: RepositorySettings, { file, text }: WorkflowText): Problem[] {
  const push = readWorkflow(file, text).on["push"];
  const [wanted, ignored] = [push?.["branches"], push?.["branches-ignore"]];
  const reached =
    push &&
    (wanted === undefined || passes(texts(wanted), defaultBranch)) &&
    !(ignored !== undefined && passes(texts(ignored), defaultBranch));
  if (reached) return [];
  const found = push ? `its push event is filtered to ${texts(wanted ?? ignored).join(", ")}` : "it has no push event";
  return [
    {
      where: file,
      message: `does not run for pushes to ${defaultBranch} (repository.defaultBranch), so that merges would not be deployed: ${found}. Write \`branches: [$default-branch]\`, or correct the setting`,
    },
  ];
}

import type * as library from "@actions/workflow-parser";
import { UnusableWorkflow } from "../required-checks/errors";
import { allowJsonImports } from "./json-imports";

let parser: Promise<typeof library> | undefined;

/** The library is an ES module alone, and takes a third of a second: it is loaded when a workflow is to be delivered. */
function load(): Promise<typeof library> {
  if (!parser) allowJsonImports();
  return (parser ??= import("@actions/workflow-parser"));
}

/** Throws UnusableWorkflow with all that GitHub's own parser finds: GitHub would run nothing of such a workflow, and every pull request would wait. */
export async function refuseInvalid(file: string, text: string): Promise<void> {
  const { parseWorkflow, convertWorkflowTemplate, NoOperationTraceWriter } = await load();
  const { context, value } = parseWorkflow({ name: file, content: text }, new NoOperationTraceWriter());
  if (value) await convertWorkflowTemplate(context, value);
  const found = context.errors.getErrors().map(({ message }) => `\n  ${message}`);
  if (found.length > 0) throw new UnusableWorkflow(file, `GitHub's parser refuses it; correct this:${found.join("")}`);
}

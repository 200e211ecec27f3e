import { isMapping, type Mapping, type Workflow } from "./workflow-file";

/** The inputs that a workflow declares for a start by hand. */
export function dispatchInputs({ on }: Workflow): Readonly<Record<string, Mapping>> {
  const declared = on["workflow_dispatch"]?.["inputs"];
  return Object.fromEntries(
    Object.entries(isMapping(declared) ? declared : {}).map(([name, row]) => [name, isMapping(row) ? row : {}]),
  );
}

/** `inputs` as expressions see them: the event carries texts only. */
export function typedInputs(workflow: Workflow, payload: Mapping): Record<string, unknown> {
  const declared = dispatchInputs(workflow);
  const given = Object.entries(isMapping(payload["inputs"]) ? payload["inputs"] : {});
  return Object.fromEntries(
    given.map(([name, value]) => [name, declared[name]?.["type"] === "boolean" ? value === "true" : value]),
  );
}

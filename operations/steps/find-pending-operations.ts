import { z } from "zod";
import { OperationError, Refused } from "../errors";
import { type Engine } from "../infrastructure/engine";

const exported = z.object({
  deployment: z.object({
    pending_operations: z.array(z.object({ type: z.string(), resource: z.object({ urn: z.string() }) })).nullish(),
  }),
});

export interface PendingOperation {
  /** "creating", "updating", "deleting", "reading", "importing". */
  readonly type: string;
  readonly urn: string;
}

export class StateUnreadable extends OperationError {
  readonly id = "state_unreadable";
  constructor(stack: string, said: string) {
    super(
      `the state of ${stack} could not be read:\n${said.trim()}\nLog in to the backend, or set PULUMI_BACKEND_URL; docs/real-services.md`,
    );
  }
}

/** An earlier run was killed while it was at something, and Pulumi would only warn and might make a second one. */
export class OperationsPending extends Refused {
  readonly id = "operations_pending";
  constructor(stack: string, operations: readonly PendingOperation[], pulumi: string) {
    super(
      [
        `an earlier run of ${stack} was killed while it was at these, and nobody knows whether they happened:`,
        ...operations.map(({ type, urn }) => `  - ${type} ${urn}`),
        "Nothing was changed. See what exists; then, with the answers:",
        `  ${pulumi} refresh --stack ${stack}                        asks for the id of each that was made, or forgets it`,
        `  ${pulumi} refresh --stack ${stack} --clear-pending-creates    forgets those that were not made`,
      ].join("\n"),
    );
  }
}

/** What a killed run was doing. @throws StateUnreadable */
export async function findPendingOperations(engine: Engine, stack: string): Promise<PendingOperation[]> {
  const { exitCode, stdout, stderr } = await engine.ask(["stack", "export", "--stack", stack]);
  if (exitCode !== 0) throw new StateUnreadable(stack, stderr);
  return pendingIn(stdout);
}

/** Those of what `pulumi stack export` printed. */
export function pendingIn(state: string): PendingOperation[] {
  const { deployment } = exported.parse(JSON.parse(state));
  return (deployment.pending_operations ?? []).map(({ type, resource }) => ({ type, urn: resource.urn }));
}

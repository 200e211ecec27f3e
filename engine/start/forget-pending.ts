import { type Pending } from "../rehearsal/backend-files";
import { PendingOperations } from "../rehearsal/errors";
import { engine, pendingOf, type Session } from "../rehearsal/session";

/**
 * Types whose creation can be repeated: it sets what is there (a PUT or PATCH by name), or the service refuses a second
 * one of that name. Of the others, a second one would be made beside the first.
 */
const repeatable = [
  /^heroku:[^:]+:(ConfigVars|Formation|BackupSchedule|Build|App)$/,
  /^github:index\/(actionsSecret|actionsEnvironmentSecret|repositoryEnvironment|branchDefault|repositoryFile|repository):/,
];

/**
 * Mends the state after a killed `up`: operations that changed, deleted or read something are settled by a refresh, and
 * so are creations that can be repeated. Anything else is for a person to decide.
 * @throws {PendingOperations}
 */
export async function forgetPending(
  session: Session,
  stack: string,
  pending: readonly Pending[],
  say: (line: string) => void,
): Promise<void> {
  const unsafe = pending.filter(({ type, urn }) => type === "creating" && !isRepeatable(urn));
  if (unsafe.length > 0) throw new PendingOperations(stack, unsafe);
  say(`An earlier run was killed while it was at ${pending.length} operations; reading what came of them:`);
  for (const { type, urn } of pending) say(`  ${type} ${urn.split("::").slice(2).join(" ")}`);
  await engine(session, ["refresh", "--yes", "--skip-preview", "--clear-pending-creates", "--stack", stack], "stderr");
  const left = pendingOf(session, stack);
  if (left.length > 0) throw new PendingOperations(stack, left);
}

export function isRepeatable(urn: string): boolean {
  // urn:pulumi:stack::project::parent$type::name
  const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
  return repeatable.some((pattern) => pattern.test(type));
}

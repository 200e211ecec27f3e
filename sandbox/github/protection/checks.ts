import type { ProtectionRule, RequiredCheck } from "../entities";
import type { State } from "../state";

/** How a required check stands on a commit, when it is not fulfilled. */
export interface OpenCheck {
  readonly context: string;
  readonly state: "expected" | "pending" | "queued" | "in progress" | "failing" | "foreign";
}

const passing = ["success", "neutral", "skipped"];

/** The required checks of a rule that are not fulfilled on a commit. A check run and a status of one name must both pass. */
export function openChecks(state: State, rule: ProtectionRule, sha: string): OpenCheck[] {
  if (!rule.requiresStatusChecks) return [];
  return rule.requiredStatusChecks.flatMap((check) => {
    const standing = standingOf(state, rule.repositoryId, check, sha);
    return standing ? [{ context: check.context, state: standing }] : [];
  });
}

export function standingOf(
  state: State,
  repositoryId: string,
  { context, appId }: RequiredCheck,
  sha: string,
): OpenCheck["state"] | undefined {
  const pinned = appId !== null && appId !== "-1";
  const reported = [
    ...runStandings(state, repositoryId, context, sha),
    ...statusStandings(state, repositoryId, context, sha),
  ];
  const counted = reported.filter((report) => !pinned || report.appId === appId);
  if (counted.length === 0) return reported.length > 0 ? "foreign" : "expected";
  return counted.find((report) => report.standing !== undefined)?.standing;
}

interface Report {
  readonly appId: string | null;
  readonly standing: OpenCheck["state"] | undefined;
}

/** The newest check run of this name by each app. */
function runStandings(state: State, repositoryId: string, name: string, sha: string): Report[] {
  const runs = state.checkRuns.filter(
    (run) => run.repositoryId === repositoryId && run.headSha === sha && run.name === name,
  );
  const newest = new Map(runs.map((run) => [run.appId, run]));
  return [...newest.values()].map((run) => {
    const failed = run.status === "completed" && !passing.includes(run.conclusion ?? "");
    const standing = failed ? "failing" : run.status === "completed" ? undefined : unfinished(run.status);
    return { appId: run.appId, standing };
  });
}

const unfinished = (status: string): OpenCheck["state"] =>
  status === "in_progress" ? "in progress" : status === "queued" ? "queued" : "pending";

function statusStandings(state: State, repositoryId: string, context: string, sha: string): Report[] {
  const wanted = context.toLowerCase();
  const newest = state.statuses
    .filter((row) => row.repositoryId === repositoryId && row.sha === sha && row.context.toLowerCase() === wanted)
    .at(-1);
  if (!newest) return [];
  const standing = newest.state === "success" ? undefined : newest.state === "pending" ? "pending" : "failing";
  return [{ appId: newest.appId, standing }];
}

/** GitHub's sentence for the open checks; undefined when there are none. `required` is how many the rule has. */
export function describeOpenChecks(open: readonly OpenCheck[], required: number): string | undefined {
  const [first] = open;
  if (!first) return undefined;
  if (open.length === 1) return describeOne(first);
  const states = new Map<string, number>();
  for (const { state } of open) states.set(state, (states.get(state) ?? 0) + 1);
  if (states.size === 1 && first.state === "expected")
    return `${open.length} of ${required} required status checks are expected.`;
  const parts = [...states].map(([state, count]) => `${count} ${state}`);
  const listed = parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}` : parts[0];
  return `${open.length} of ${required} required status checks have not succeeded: ${listed}.`;
}

const describeOne = ({ context, state }: OpenCheck): string =>
  state === "foreign"
    ? `Required status check "${context}" was not set by the expected GitHub app.`
    : `Required status check "${context}" is ${state}.`;

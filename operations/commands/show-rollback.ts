import { type Output } from "../output";
import { revertCommand, type RollbackFacts, short } from "../plans/rollback/facts";
import { type Recommendation, type Strategy, type Way } from "../plans/rollback/recommend";
import { duration, moment, plural } from "../words";

/** What happened: releases, commits and pull requests, migrations, the backup. */
export function showFacts(output: Output, facts: RollbackFacts): void {
  const { undone, commits, serving, wanted, brought, backup, now } = facts;
  output.line(`What happened since ${wanted.words}:`);
  if (undone.length === 0) output.line("  no release since has other code");
  for (const { version, createdAt, commit, status, current } of undone) {
    const state = current ? "serves" : status;
    output.line(`  v${version} of ${moment(createdAt)}, ${short(commit ?? "?")}: ${state}`);
  }
  if (serving && !undone.includes(serving))
    output.line(`  v${serving.version}, ${short(serving.commit ?? "?")}: serves`);
  for (const { sha, subject, pulls } of commits)
    output.line(
      `  ${short(sha)} ${subject}${pulls.map(({ number, title }) => ` (pull request ${number}: ${title})`).join("")}`,
    );
  for (const { key, applied } of brought)
    output.line(`  migration ${key}: ${applied ? `in the database since ${moment(applied)}` : "not in the database"}`);
  output.line(
    backup
      ? `  backup ${backup.name} of ${moment(backup.takenAt)}, ${duration(now.getTime() - backup.takenAt.getTime())} ago, is from before`
      : "  no backup stands from before",
  );
}

const titles: Readonly<Record<Strategy, string>> = {
  redeploy: "redeploy only",
  "migrate-back": "migrate back",
  restore: "restore the backup",
};
const answers: Readonly<Record<Way["possible"], string>> = {
  yes: "possible",
  asks: "only after a look, by --strategy",
  no: "not possible",
};

/** The ways back, with what speaks for and against each. */
export function showWays(output: Output, { ways, recommended, why }: Recommendation): void {
  output.line(`Recommended: ${titles[recommended]}, for ${why}.`);
  for (const { strategy, possible, reasons, loses } of ways) {
    output.line(`  ${titles[strategy]} (--strategy ${strategy}): ${answers[possible]}`);
    for (const reason of reasons) output.line(`    - ${reason}`);
    for (const loss of loses) output.line(`    LOSES ${loss}`);
  }
}

/** What is left to do by people. */
export function afterwards({ master, wanted }: Pick<RollbackFacts, "master" | "wanted">): string | undefined {
  if (!master?.poisoned) return undefined;
  return `${master.branch} still holds the change: the next deploy brings it again. ${revertCommand(wanted)} opens the pull request that takes it off`;
}

export const ended = (title: string, steps: number, ms: number): string =>
  `Done: ${title}; ${plural(steps, "step")} in ${duration(ms)}. bin/penny status tells how the app is.`;

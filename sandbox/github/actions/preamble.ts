import type { TokenPermissions } from "./permissions";

/** What stands at the beginning of a job's log, as GitHub's runner writes it. */
export function preamble(job: string, permissions: TokenPermissions, hasSecrets: boolean): string[] {
  const granted = Object.entries(permissions).filter(([, level]) => level !== "none");
  return [
    "Runner name: 'sandbox'",
    "##[group]GITHUB_TOKEN Permissions",
    ...[...granted, ["metadata", "read"]].map(([scope, level]) => `${inWords(scope!)}: ${level}`).sort(),
    "##[endgroup]",
    `Secret source: ${hasSecrets ? "Actions" : "None"}`,
    "Prepare workflow directory",
    "Prepare all required actions",
    `Complete job name: ${job}`,
  ];
}

/** `pull-requests` → `PullRequests` */
const inWords = (scope: string): string =>
  scope.replace(/(^|-)(\w)/g, (_, _dash, letter: string) => letter.toUpperCase());

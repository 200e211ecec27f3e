import { z } from "zod";
import { identity } from "./changes";

/** Lines of the engine's event log (`--event-log`, CLI 3.259) that policies write; `preview --json` leaves them out. */
const line = z.object({
  policyEvent: z
    .object({
      resourceUrn: z.string().optional(),
      message: z.string(),
      policyName: z.string(),
      enforcementLevel: z.string(),
    })
    .optional(),
  policyAnalyzeSummaryEvent: z.object({ passed: z.array(z.string()).nullish() }).optional(),
  policyAnalyzeStackSummaryEvent: z.object({ passed: z.array(z.string()).nullish() }).optional(),
});

export interface PolicyFinding {
  readonly policy: string;
  readonly message: string;
  /** The resource's name in the program. */
  readonly resource: string | undefined;
}

export interface PolicyResults {
  readonly violations: readonly PolicyFinding[];
  readonly advice: readonly PolicyFinding[];
  /** Policies that looked and found nothing. */
  readonly passed: readonly string[];
}

export function readPolicies(eventLog: string): PolicyResults {
  const events = eventLog
    .split("\n")
    .filter((text) => text.includes('"policy'))
    .map((text) => line.safeParse(JSON.parse(text)).data ?? {});
  const findings = events.flatMap(({ policyEvent }) => (policyEvent ? [policyEvent] : []));
  const at = (levels: (level: string) => boolean) =>
    findings.filter(({ enforcementLevel }) => levels(enforcementLevel)).map(findingOf);
  const named = new Set(findings.map(({ policyName }) => policyName));
  const passed = events.flatMap((event) => [
    ...(event.policyAnalyzeSummaryEvent?.passed ?? []),
    ...(event.policyAnalyzeStackSummaryEvent?.passed ?? []),
  ]);
  return {
    violations: at((level) => level === "mandatory"),
    advice: at((level) => level === "advisory"),
    passed: [...new Set(passed)].filter((policy) => !named.has(policy)).sort(),
  };
}

/** CrossGuard puts the policy's description on the first line of the message. */
function findingOf({
  policyName,
  message,
  resourceUrn,
}: {
  policyName: string;
  message: string;
  resourceUrn?: string;
}) {
  const [, ...own] = message.trim().split("\n");
  const resource =
    resourceUrn && !resourceUrn.includes("pulumi:pulumi:Stack") ? identity({ urn: resourceUrn }).name : undefined;
  return { policy: policyName, message: own.length > 0 ? own.join(" ") : message.trim(), resource };
}

import { z } from "zod";
import { identity } from "./changes";

const event = z.object({
  resourceUrn: z.string().optional(),
  message: z.string(),
  policyName: z.string(),
  enforcementLevel: z.string(),
});

/** Lines of the engine's event log (`--event-log`, CLI 3.259) that policies write; `preview --json` leaves them out. */
const line = z.object({
  policyEvent: event.optional(),
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
  /** Violations that policy/waivers.yaml allows for a while, each of the policy that it waives. */
  readonly waived: readonly PolicyFinding[];
  /** Policies that need a value which only the making of something will tell: they look again when it is made. */
  readonly blind: readonly PolicyFinding[];
  /** Policies that looked and found nothing. */
  readonly passed: readonly string[];
}

type Kind = Exclude<keyof PolicyResults, "passed">;

/** The pack's policy that shows the waivers in use. */
const waivers = "waivers-in-use";
/** In the words of @pulumi/policy. */
const cannotRun = /^can't run policy '[^']+' from policy pack '[^']+' during preview: /;

export function readPolicies(eventLog: string): PolicyResults {
  const events = eventLog
    .split("\n")
    .filter((text) => text.includes('"policy'))
    .map((text) => line.safeParse(JSON.parse(text)).data ?? {});
  const found = events.flatMap(({ policyEvent }) => (policyEvent ? [findingOf(policyEvent)] : []));
  const of = (wanted: Kind) => found.filter(({ kind }) => kind === wanted).map(({ finding }) => finding);
  const named = new Set([waivers, ...found.map(({ finding }) => finding.policy)]);
  const passed = events.flatMap((each) => [
    ...(each.policyAnalyzeSummaryEvent?.passed ?? []),
    ...(each.policyAnalyzeStackSummaryEvent?.passed ?? []),
  ]);
  return {
    ...{ violations: of("violations"), advice: of("advice"), waived: of("waived"), blind: of("blind") },
    passed: [...new Set(passed)].filter((policy) => !named.has(policy)).sort(),
  };
}

function findingOf({ policyName, message: told, resourceUrn, enforcementLevel }: z.output<typeof event>): {
  kind: Kind;
  finding: PolicyFinding;
} {
  // CrossGuard puts the policy's description on the first line of the message.
  const [, ...own] = told.trim().split("\n");
  const message = own.length > 0 ? own.join(" ") : told.trim();
  const resource =
    resourceUrn && !resourceUrn.includes("pulumi:pulumi:Stack") ? identity({ urn: resourceUrn }).name : undefined;
  const finding = { policy: policyName, message, resource };
  if (cannotRun.test(message))
    return { kind: "blind", finding: { ...finding, message: message.replace(cannotRun, "") } };
  if (policyName !== waivers) return { kind: enforcementLevel === "mandatory" ? "violations" : "advice", finding };
  const [policy, ...violation] = message.split(": ");
  return { kind: "waived", finding: { policy: policy!, message: violation.join(": "), resource } };
}

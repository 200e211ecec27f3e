import { z } from "zod";
import { type Api, type Method, type RepositoryCall } from "../api";
import type { ProtectionRule } from "../entities";
import { failure, notFound, unprocessable } from "../errors";
import {
  enforceAdmins,
  requiredReviews,
  requiredSignatures,
  requiredStatusChecks,
  restrictions,
} from "../serialize/protection";
import {
  checksBody,
  noReviews,
  protectedBranch,
  requiredChecks,
  reviewsBody,
  toReviews,
  type ProtectedCall,
} from "./protection";

/** The endpoints below `/protection`: each shows or changes one part of the rule. */
export function protectionPartRoutes(api: Api): void {
  const part = (method: Method, path: string, handler: (call: ProtectedCall) => unknown): void =>
    api.repository(method, `/branches/:branch/protection${path}`, "admin", async (call: RepositoryCall) =>
      handler(await protectedBranch(call)),
    );
  statusCheckRoutes(part);
  contextRoutes(part);
  reviewRoutes(part);
  switchRoutes(part);
  part("GET", "/restrictions", (call) => {
    if (!call.rule.restrictsPushes) throw failure(404, "Push restrictions not enabled");
    return restrictions(call.context, call.rule, call.branch);
  });
  part("DELETE", "/restrictions", (call) => void change(call, { restrictsPushes: false, pushActorIds: [] }));
}

type Part = (method: Method, path: string, handler: (call: ProtectedCall) => unknown) => void;

function change(call: ProtectedCall, fields: Partial<Omit<ProtectionRule, "id">>): ProtectedCall {
  return { ...call, rule: call.context.state.rules.update(call.rule.id, fields) };
}

const showChecks = ({ context, rule, branch }: ProtectedCall): unknown => requiredStatusChecks(context, rule, branch);

function withChecks(call: ProtectedCall): ProtectedCall {
  if (!call.rule.requiresStatusChecks) throw failure(404, "Required status checks not enabled");
  return call;
}

function statusCheckRoutes(part: Part): void {
  part("GET", "/required_status_checks", (call) => showChecks(withChecks(call)));
  part("PATCH", "/required_status_checks", (call) => {
    const wanted = call.body(checksBody);
    const named = wanted.contexts !== undefined || wanted.checks !== undefined;
    return showChecks(
      change(withChecks(call), {
        requiresStrictStatusChecks: wanted.strict ?? call.rule.requiresStrictStatusChecks,
        requiredStatusChecks: named ? requiredChecks(call, wanted) : call.rule.requiredStatusChecks,
      }),
    );
  });
  part("DELETE", "/required_status_checks", (call) => {
    change(withChecks(call), {
      requiresStatusChecks: false,
      requiresStrictStatusChecks: false,
      requiredStatusChecks: [],
    });
  });
}

const contextsShape = z.union([z.array(z.string()), z.object({ contexts: z.array(z.string()) })]);

function contextRoutes(part: Part): void {
  const path = "/required_status_checks/contexts";
  const asked = (call: ProtectedCall): string[] => {
    const body = call.body(contextsShape);
    return Array.isArray(body) ? body : body.contexts;
  };
  const names = (call: ProtectedCall): string[] => call.rule.requiredStatusChecks.map((check) => check.context);
  const set = (call: ProtectedCall, contexts: readonly string[]): string[] => {
    const kept = call.rule.requiredStatusChecks.filter((check) => contexts.includes(check.context));
    const fresh = contexts.filter((name) => !kept.some((check) => check.context === name));
    return names(change(call, { requiredStatusChecks: [...kept, ...requiredChecks(call, { contexts: fresh })] }));
  };
  part("GET", path, (call) => names(withChecks(call)));
  part("POST", path, (call) => set(withChecks(call), [...names(call), ...asked(call)]));
  part("PUT", path, (call) => set(withChecks(call), asked(call)));
  part("DELETE", path, (call) => {
    const gone = asked(withChecks(call));
    const unknown = gone.filter((name) => !names(call).includes(name));
    if (unknown.length > 0)
      throw unprocessable(`Invalid request. No such required status check: ${unknown.join(", ")}`);
    return set(
      call,
      names(call).filter((name) => !gone.includes(name)),
    );
  });
}

function reviewRoutes(part: Part): void {
  const path = "/required_pull_request_reviews";
  const show = ({ context, rule, branch }: ProtectedCall): unknown => requiredReviews(context, rule, branch);
  part("GET", path, (call) => {
    if (!call.rule.requiresApprovingReviews) throw notFound();
    return show(call);
  });
  part("PATCH", path, (call) => show(change(call, toReviews(call, call.body(reviewsBody), call.rule))));
  part("DELETE", path, (call) => void change(call, noReviews));
}

/** Settings that POST turns on and DELETE turns off. */
function switchRoutes(part: Part): void {
  const switches = [
    ["/enforce_admins", "isAdminEnforced", enforceAdmins],
    ["/required_signatures", "requiresCommitSignatures", requiredSignatures],
  ] as const;
  for (const [path, field, serialize] of switches) {
    part("GET", path, ({ context, rule, branch }) => serialize(context, rule, branch));
    part("POST", path, (call) => serialize(call.context, change(call, { [field]: true }).rule, call.branch));
    part("DELETE", path, (call) => void change(call, { [field]: false }));
  }
}

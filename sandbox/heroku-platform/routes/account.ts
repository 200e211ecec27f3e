import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { accountFeatures, findFeature, type Feature } from "../catalog/features";
import { readBody } from "../conventions/body";
import { callerOf } from "../conventions/headers";
import { sendList } from "../conventions/pagination";
import type { Account } from "../entities";
import { notFound } from "../errors";
import type { Platform } from "../platform";
import { accountWire, featureWire, theAccount } from "../wire/apps";

const change = z.object({
  name: z.string().nullish(),
  allow_tracking: z.boolean().optional(),
  beta: z.boolean().optional(),
});

/** The account of a request: `~`, its id, or its email; the sandbox knows no other. */
export function findAccount(platform: Platform, identity: string): Account {
  const account = theAccount(platform);
  if (![account.id, account.email, "~"].includes(identity)) throw notFound("account");
  return account;
}

/** The account, its features and its rate limit. */
export function accountRoutes(scope: FastifyInstance, platform: Platform): void {
  scope.get("/account", () => accountWire(theAccount(platform)));
  scope.patch("/account", (request) => rename(platform, theAccount(platform), readBody(request, change).name));
  scope.get("/account/rate-limits", () => ({ remaining: platform.rateLimit.remaining }));
  scope.get("/account/delinquency", () => ({ scheduled_deletion_time: null, scheduled_suspension_time: null }));
  featureRoutes(scope, platform);
  scope.get<{ Params: { user: string } }>("/users/:user", ({ params }) =>
    accountWire(findAccount(platform, params.user)),
  );
  scope.patch<{ Params: { user: string } }>("/users/:user", (request) => {
    callerOf(request);
    return rename(platform, findAccount(platform, request.params.user), readBody(request, change).name);
  });
}

type OfFeature = { Params: { feature: string } };

function featureRoutes(scope: FastifyInstance, platform: Platform): void {
  scope.get("/account/features", (request, reply) =>
    sendList(
      request,
      reply,
      accountFeatures.map((feature) => featureWire(theAccount(platform), feature)),
    ),
  );
  scope.get<OfFeature>("/account/features/:feature", ({ params }) =>
    featureWire(theAccount(platform), mustFindFeature(params.feature)),
  );
  scope.patch<OfFeature>("/account/features/:feature", (request) => {
    const feature = mustFindFeature(request.params.feature);
    const { enabled } = readBody(request, z.object({ enabled: z.boolean() }));
    const { id, features } = theAccount(platform);
    const updatedAt = platform.timestamp();
    const changed = { features: { ...features, [feature.name]: enabled }, updatedAt };
    return featureWire(platform.state.accounts.update(id, changed), feature);
  });
}

function mustFindFeature(identity: string): Feature {
  const feature = findFeature(accountFeatures, identity);
  if (!feature) throw notFound("feature", "account feature");
  return feature;
}

function rename(platform: Platform, account: Account, name: string | null | undefined): unknown {
  if (name === undefined) return accountWire(account);
  return accountWire(platform.state.accounts.update(account.id, { name: name ?? "", updatedAt: platform.timestamp() }));
}

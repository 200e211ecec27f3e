import type { Gap } from "../kit/gaps";

/** One reason for many endpoints, each as `GET POST /path`. */
function because(reason: string, endpoints: readonly string[]): Gap[] {
  return endpoints.flatMap((endpoint) => {
    const words = endpoint.split(" ");
    const path = words.pop() ?? "";
    return words.map((method) => ({ method, path, reason }));
  });
}

/**
 * Every endpoint of Heroku's schema (heroku-platform.schema.json) that the sandbox does not have, each with its reason: it is
 * answered by 501. A test holds that this list and the routes make up the whole schema.
 */
export const herokuPlatformGaps: readonly Gap[] = [
  ...because("it has one account, which is seeded", [
    "DELETE /account",
    "POST /password-resets",
    "POST /password-resets/:passwordReset/actions/finalize",
    "DELETE /users/:account",
    "GET /users/:account/sms-number",
    "POST /users/:account/sms-number/actions/confirm",
    "POST /users/:account/sms-number/actions/recover",
  ]),
  ...because("it has one account: nobody to transfer to", [
    "POST GET /account/app-transfers",
    "DELETE GET PATCH /account/app-transfers/:appTransfer",
    "POST /pipeline-transfers",
  ]),
  ...because("it has no private spaces", [
    "POST GET /account/credits",
    "GET POST /spaces",
    "GET PATCH DELETE /spaces/:space",
    "GET PUT /spaces/:space/inbound-ruleset",
    "GET /spaces/:space/inbound-rulesets",
    "GET /spaces/:space/inbound-rulesets/:inboundRuleset",
    "GET /spaces/:space/members",
    "GET PATCH /spaces/:space/members/:account",
    "GET /spaces/:space/nat",
    "GET /spaces/:space/peering-info",
    "GET /spaces/:space/peerings",
    "DELETE GET /spaces/:space/peerings/:peering",
    "POST /spaces/:space/peerings/:peering/actions/accept",
    "GET /spaces/:space/telemetry-drains",
    "GET /spaces/:space/topology",
    "POST /spaces/:space/transfer",
    "POST GET /spaces/:space/vpn-connections",
    "DELETE GET PATCH /spaces/:space/vpn-connections/:vpnConnection",
    "GET /teams/:team/spaces",
  ]),
  ...because("nothing is billed", [
    "GET /account/credits/:credit",
    "GET PUT /account/invoice-address",
    "GET /account/invoices",
    "GET /account/invoices/:invoice",
    "GET /teams/:team/invoices",
    "GET /teams/:team/invoices/:teamInvoice",
    "GET /teams/:team/usage/daily",
    "GET /teams/:team/usage/monthly",
  ]),
  ...because("no part of the delivery calls it", [
    "GET /account/keys",
    "GET /account/keys/:key",
    "POST /app-setups",
    "GET /app-setups/:appSetup",
  ]),
  ...because("it is the add-on partners' side of the API", [
    "GET /addon-region-capabilities",
    "GET /addon-services/:addOnService/region-capabilities",
    "POST /addons/:addOn/actions/deprovision",
    "POST /addons/:addOn/actions/provision",
    "PATCH /addons/:addOn/config",
    "GET /regions/:region/addon-region-capabilities",
  ]),
  ...because("drains of add-ons and telemetry are not simulated; an app's log is read through log sessions", [
    "GET /addons/:addOn/log-drains",
    "PUT /addons/:addOn/log-drains/:logDrain",
    "GET /apps/:app/telemetry-drains",
    "POST /telemetry-drains",
    "PATCH DELETE GET /telemetry-drains/:telemetryDrain",
  ]),
  ...because("webhooks of add-ons are for the add-ons' partners; those of apps are there", [
    "GET /addons/:addOn/webhook-deliveries",
    "GET /addons/:addOn/webhook-deliveries/:appWebhookDelivery",
    "GET /addons/:addOn/webhook-events",
    "GET /addons/:addOn/webhook-events/:appWebhookEvent",
    "POST GET /addons/:addOn/webhooks",
    "DELETE GET PATCH /addons/:addOn/webhooks/:appWebhook",
  ]),
  ...because("it runs slugs only, no container images", [
    "POST /apps/:app/oci-images",
    "GET /apps/:app/oci-images/:ociImage",
  ]),
  ...because("review apps are not simulated yet", [
    "GET /apps/:app/review-app",
    "POST /review-apps",
    "GET DELETE /review-apps/:reviewApp",
    "POST GET PATCH DELETE /pipelines/:pipeline/review-app-config",
    "GET /pipelines/:pipeline/review-apps",
  ]),
  ...because("it has no enterprise accounts", [
    "GET /enterprise-accounts",
    "GET PATCH /enterprise-accounts/:enterpriseAccount",
    "GET /enterprise-accounts/:enterpriseAccount/archives",
    "GET /enterprise-accounts/:enterpriseAccount/archives/:year/:month",
    "GET /enterprise-accounts/:enterpriseAccount/events",
    "GET POST /enterprise-accounts/:enterpriseAccount/members",
    "PATCH DELETE /enterprise-accounts/:enterpriseAccount/members/:enterpriseAccountMember",
    "GET POST /enterprise-accounts/:enterpriseAccount/teams",
    "GET /enterprise-accounts/:enterpriseAccount/usage/daily",
    "GET /enterprise-accounts/:enterpriseAccount/usage/monthly",
  ]),
  ...because("it has one generation, cedar", ["GET /generations", "GET /generations/:stack"]),
  ...because("tokens are made directly, without OAuth clients and grants", [
    "POST GET /oauth/clients",
    "DELETE GET PATCH /oauth/clients/:oauthClient",
    "POST /oauth/clients/:oauthClient/actions/rotate-credentials",
    "POST /oauth/tokens",
    "DELETE /oauth/tokens/:oauthToken",
  ]),
  ...because("teams are seeded by name only: they have no members, settings or add-ons of their own", [
    "POST /teams",
    "PATCH DELETE /teams/:team",
    "GET /teams/:team/addons",
    "GET POST /teams/:team/allowed-addon-services",
    "DELETE /teams/:team/allowed-addon-services/:allowedAddOnService",
    "GET /teams/:team/available-generations",
    "GET /teams/:team/delinquency",
    "GET /teams/:team/features",
    "GET /teams/:team/features/:teamFeature",
    "GET POST /teams/:team/identity-providers",
    "PATCH DELETE /teams/:team/identity-providers/:identityProvider",
    "GET PUT /teams/:team/invitations",
    "DELETE /teams/:team/invitations/:teamInvitation",
    "PUT POST PATCH GET /teams/:team/members",
    "DELETE /teams/:team/members/:teamMember",
    "GET /teams/:team/members/:teamMember/apps",
    "GET /teams/:team/permissions",
    "GET PATCH /teams/:teamPreferences/preferences",
    "GET /teams/invitations/:teamInvitation",
    "POST /teams/invitations/:teamInvitation/accept",
    "GET /teams/permissions",
    "GET PATCH /users/:userPreferences/preferences",
  ]),
  ...because("Heroku CI is not simulated: the checks run on GitHub Actions", [
    "POST /test-runs",
    "GET PATCH /test-runs/:testRun",
    "GET /test-runs/:testRun/test-cases",
    "GET /test-runs/:testRun/test-nodes",
    "GET /pipelines/:pipeline/test-runs",
    "GET /pipelines/:pipeline/test-runs/:testRun",
  ]),
];

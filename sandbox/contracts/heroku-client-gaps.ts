import type { Gap } from "../kit/gaps";

const everyMethod = ["GET", "POST", "PUT", "PATCH", "DELETE"];

function because(reason: string, methods: readonly string[], ...paths: readonly string[]): Gap[] {
  return paths.flatMap((path) => methods.map((method) => ({ method, path, reason })));
}

/**
 * What clients call besides the published APIs, at hosts that `bin/sandbox env` points at the sandbox: the heroku CLI (11.10) and the
 * Terraform provider herokux (August 2025), read in their source. A test holds that the CLI calls nothing else.
 */
export const herokuClientGaps: readonly Gap[] = [
  ...because(
    "commands inside a running dyno (run:inside) are for Fir apps, and it has the generation cedar",
    ["POST"],
    "/apps/:app/dynos/:dyno",
  ),
  ...because(
    "nobody signs in to a dyno that runs (ps:exec and its like): heroku run starts one of its own",
    ["GET", "PATCH"],
    "/apps/:app/features/runtime-heroku-exec",
  ),
  ...because(
    "nothing is billed",
    ["GET"],
    "/apps/:app/usage",
    "/teams/:team/usage",
    "/teams/:team/apps/:app/usage",
    "/accounts/:account/actions/get-quota",
  ),
  ...because("its add-ons have no pages to sign in to", ["GET"], "/apps/:app/addons/:addon/sso"),
  ...because(
    "nobody signs in by a browser: an API key is the only way in",
    everyMethod,
    "/oauth/sessions",
    "/oauth/sessions/:session",
  ),
  ...because("git goes over HTTPS with the API key, so there are no SSH keys", ["POST"], "/account/keys"),
  ...because("git goes over HTTPS with the API key, so there are no SSH keys", ["DELETE"], "/account/keys/:key"),
  ...because("it has no private spaces", ["GET"], "/spaces/:space/dynos", "/spaces/:space/hosts"),
  ...because("it has no private spaces", ["GET", "PUT"], "/spaces/:space/log-drain"),
  ...because("it has no private spaces", ["POST"], "/spaces/:space/peerings"),
  ...because(
    "apps are not connected with GitHub: workflows deploy",
    everyMethod,
    "/account/github/token",
    "/apps/:app/github",
    "/pipelines/:pipeline/repo",
    "/pipelines/:pipeline/repo/branches/:branch",
    "/pipelines/:pipeline/repository",
  ),
  ...because(
    "review apps are not simulated yet",
    everyMethod,
    "/ephemeral-app-collaborators",
    "/ephemeral-app-collaborators/:id",
    "/pipelines/:pipeline/ephemeral-app-collaborators",
  ),
  ...because(
    "nothing is measured, so nothing scales or alerts by itself",
    everyMethod,
    "/apps/:app/formation/:type/monitors",
    "/apps/:app/formation/:type/monitors/:monitor",
  ),
  ...because("it runs slugs only, no container images", everyMethod, "/v2/*"),
  ...because("it has no Redis server", everyMethod, "/redis/v0/*"),
  ...because("it has no Kafka cluster", everyMethod, "/data/kafka/v0/*", "/data/cdc/v0/*"),
  ...because("it has no Heroku Connect", everyMethod, "/api/v3/*", "/auth/:app"),
  ...because("it has no dataclips", everyMethod, "/graphql"),
];

import type { Feature } from "../catalog/features";
import { cedar, findRegion, findStack } from "../catalog/places";
import type { Account, App, Formation, Team } from "../entities";
import type { Platform } from "../platform";
import { gitUrl, webUrl } from "../urls";
import { appRef, type Wire } from "./wire";

/** The wire forms of an app and of who owns it. */

export const theAccount = (platform: Platform): Account => {
  const account = platform.state.accounts.find(() => true);
  if (!account) throw new Error("the simulator was not started: it has no account");
  return account;
};

export const accountWire = (account: Account): Wire => ({
  allow_tracking: true,
  beta: false,
  country_of_residence: null,
  created_at: account.createdAt,
  default_organization: null,
  default_team: null,
  delinquent_at: null,
  email: account.email,
  federated: false,
  id: account.id,
  identity_provider: null,
  last_login: account.updatedAt,
  name: account.name,
  sms_number: null,
  suspended_at: null,
  two_factor_authentication: false,
  updated_at: account.updatedAt,
  verified: true,
});

const stackRef = (name: string): Wire => ({ id: findStack(name)?.id, name });

/** A team's app belongs to an account that Heroku makes for the team. */
function ownerOf(platform: Platform, team: Team | undefined): Wire {
  if (team) return { email: `${team.name}@herokumanager.com`, id: team.id };
  const { email, id } = theAccount(platform);
  return { email, id };
}

export function appWire(platform: Platform, app: App): Wire {
  const team = app.teamId ? platform.state.teams.get(app.teamId) : undefined;
  const teamRef = team ? { id: team.id, name: team.name } : null;
  return {
    acm: app.acm,
    archived_at: null,
    build_stack: stackRef(app.buildStack),
    buildpack_provided_description: app.detectedBuildpack,
    created_at: app.createdAt,
    generation: cedar,
    git_url: gitUrl(app),
    id: app.id,
    internal_routing: null,
    maintenance: app.maintenance,
    name: app.name,
    organization: teamRef,
    owner: ownerOf(platform, team),
    region: { id: findRegion(app.region)?.id, name: app.region },
    released_at: app.releasedAt,
    repo_size: null,
    slug_size: app.slugSize,
    space: null,
    stack: stackRef(app.stack),
    team: teamRef,
    updated_at: app.updatedAt,
    web_url: webUrl(platform, app),
  };
}

export const teamAppWire = (platform: Platform, app: App): Wire => ({
  ...appWire(platform, app),
  joined: true,
  locked: app.locked,
});

export const teamWire = (team: Team): Wire => ({
  created_at: team.createdAt,
  credit_card_collections: true,
  default: false,
  enterprise_account: null,
  id: team.id,
  identity_provider: null,
  membership_limit: 25,
  name: team.name,
  provisioned_licenses: false,
  role: "admin",
  type: "team",
  updated_at: team.updatedAt,
});

export const formationWire = (app: App, size: { id: string; name: string } | undefined, row: Formation): Wire => ({
  app: appRef(app),
  command: row.command,
  created_at: row.createdAt,
  dyno_size: { id: size?.id, name: row.size },
  id: row.id,
  quantity: row.quantity,
  size: row.size,
  type: row.type,
  updated_at: row.updatedAt,
});

/** @param of what it was switched on or off for */
export const featureWire = (
  of: Pick<App, "createdAt" | "updatedAt"> & { readonly features?: App["features"] },
  feature: Feature,
): Wire => ({
  created_at: of.createdAt,
  description: feature.description,
  display_name: feature.displayName,
  doc_url: `https://devcenter.heroku.com/articles/${feature.name}`,
  enabled: of.features?.[feature.name] ?? false,
  feedback_email: "",
  id: feature.id,
  name: feature.name,
  state: feature.state,
  updated_at: of.updatedAt,
});

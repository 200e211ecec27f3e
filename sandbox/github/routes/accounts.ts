import { z } from "zod";
import { paginate, type Api, type Call } from "../api";
import { administers } from "../authentication";
import type { Account } from "../entities";
import { notFound } from "../errors";
import { organization, organizationSimple, publicUser, simpleUser } from "../serialize/account";

/** What `private-user` adds to `public-user`. */
const ownEyesOnly = {
  collaborators: 0,
  disk_usage: 0,
  owned_private_repos: 0,
  private_gists: 0,
  total_private_repos: 0,
  two_factor_authentication: true,
};

export function accountRoutes(api: Api): void {
  api.user("GET", "/user", (call) => ({
    ...publicUser(call.context, call.viewer.account),
    ...(call.viewer.token.installation ? {} : ownEyesOnly),
  }));
  api.user("GET", "/user/orgs", (call) =>
    paginate(
      call,
      organizationsOf(call, call.viewer.account).map((row) => organizationSimple(call.context, row)),
    ),
  );
  api.open("GET", "/users/:login", (call) => publicUser(call.context, account(call, call.params["login"]!)));
  api.open("GET", "/users/:login/orgs", (call) =>
    organizationsOf(call, account(call, call.params["login"]!)).map((row) => organizationSimple(call.context, row)),
  );
  for (const keys of ["keys", "gpg_keys", "ssh_signing_keys"])
    api.open("GET", `/users/:login/${keys}`, (call) => (account(call, call.params["login"]!), []));
  api.open("GET", "/orgs/:org", (call) => organization(call.context, organizationNamed(call)));
  api.open("GET", "/organizations/:organization_id", (call) => {
    const found = call.context.state.accounts.get(call.params["organization_id"]!);
    if (found?.type !== "Organization") throw notFound();
    return organization(call.context, found);
  });
  memberRoutes(api);
  metaRoutes(api);
}

function memberRoutes(api: Api): void {
  api.user("GET", "/orgs/:org/members", (call) =>
    paginate(
      call,
      membersOf(call, organizationNamed(call)).map((row) => simpleUser(call.context, row)),
    ),
  );
  api.user("GET", "/orgs/:org/memberships/:login", (call) => {
    const [org, user] = [organizationNamed(call), account(call, call.params["login"]!)];
    const role = user.memberships[org.id];
    if (!role) throw notFound();
    return membership(call, org, user, role);
  });
  api.user("PUT", "/orgs/:org/memberships/:login", (call) => {
    const [org, user] = [organizationNamed(call), account(call, call.params["login"]!)];
    if (!administers(call.viewer, org)) throw notFound();
    const { role } = call.body(z.object({ role: z.enum(["admin", "member"]).default("member") }));
    call.context.state.accounts.update(user.id, { memberships: { ...user.memberships, [org.id]: role } });
    return membership(call, org, user, role);
  });
}

function metaRoutes(api: Api): void {
  api.open("GET", "/meta", () => ({ verifiable_password_authentication: false, installed_version: "3.19.0" }));
  api.open("GET", "/zen", (call) =>
    call.reply.type("text/plain; charset=utf-8").send("Responsive is better than fast."),
  );
}

export function account(call: Call, login: string): Account {
  const found = call.context.state.account(login);
  if (!found) throw notFound();
  return found;
}

export function organizationNamed(call: Call): Account {
  const found = account(call, call.params["org"]!);
  if (found.type !== "Organization") throw notFound();
  return found;
}

const membersOf = (call: Call, org: Account): Account[] =>
  call.context.state.accounts.filter((row) => row.memberships[org.id] !== undefined);

const organizationsOf = (call: Call, user: Account): Account[] =>
  call.context.state.accounts.filter((row) => user.memberships[row.id] !== undefined);

function membership(call: Call, org: Account, user: Account, role: string): Record<string, unknown> {
  const organizationUrl = organizationSimple(call.context, org)["url"] as string;
  return {
    url: `${organizationUrl}/memberships/${user.login}`,
    state: "active",
    role,
    organization_url: organizationUrl,
    organization: organizationSimple(call.context, org),
    user: simpleUser(call.context, user),
  };
}

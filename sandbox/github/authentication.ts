import type { FastifyRequest } from "fastify";
import type { Account, Repository, Token } from "./entities";
import { badCredentials } from "./errors";
import { hashToken, type State } from "./state";

/** Who sent a request. */
export interface Viewer {
  readonly account: Account;
  readonly token: Token;
}

export type Permission = "none" | "read" | "write" | "admin";
const ranks: readonly Permission[] = ["none", "read", "write", "admin"];

export const atLeast = (has: Permission, needed: Permission): boolean => ranks.indexOf(has) >= ranks.indexOf(needed);

/** The request's viewer; undefined without credentials, a 401 with wrong ones. */
export function authenticate(state: State, request: FastifyRequest): Viewer | undefined {
  const header = request.headers.authorization;
  if (!header) return undefined;
  const secret = credential(header);
  const token = secret === undefined ? undefined : state.tokens.get(hashToken(secret));
  const account = token && state.accounts.get(token.accountId);
  if (!token || !account) throw badCredentials();
  return { account, token };
}

/** `Bearer T`, `token T`, or Basic with the token as password or as user. */
function credential(header: string): string | undefined {
  const [scheme, value] = header.split(/ +/, 2) as [string, string | undefined];
  if (!value) return undefined;
  if (/^(bearer|token)$/i.test(scheme)) return value;
  if (!/^basic$/i.test(scheme)) return undefined;
  const [user, ...password] = Buffer.from(value, "base64").toString().split(":");
  return password.join(":") === "" || password.join(":") === "x-oauth-basic" ? user : password.join(":");
}

/** What the viewer may do with an area of a repository: areas are told apart for tokens of workflows only. */
export function permissionOn(
  state: State,
  viewer: Viewer | undefined,
  repository: Repository,
  area = "contents",
): Permission {
  const open: Permission = repository.visibility === "public" ? "read" : "none";
  if (!viewer) return open;
  const { installation } = viewer.token;
  if (installation?.repositoryId === repository.id) {
    const granted = installation.permissions ? (installation.permissions[area] ?? "none") : installation.permission;
    return atLeast(granted, open) ? granted : open;
  }
  if (installation) return open;
  if (viewer.account.id === repository.ownerId) return "admin";
  const role = viewer.account.memberships[repository.ownerId];
  if (role === "admin") return "admin";
  const granted = teamPermission(state, viewer.account, repository);
  return atLeast(granted, open) && granted !== "none" ? granted : role === "member" ? "read" : open;
}

function teamPermission(state: State, account: Account, repository: Repository): Permission {
  const levels = state.teamMemberships
    .filter((row) => row.accountId === account.id)
    .map((row) => state.teamRepositories.get(`${row.teamId}/${repository.id}`)?.permission);
  if (levels.includes("admin")) return "admin";
  if (levels.includes("push") || levels.includes("maintain")) return "write";
  return levels.some((level) => level !== undefined) ? "read" : "none";
}

/** Whether the viewer administers the organization, or is the user. */
export function administers(viewer: Viewer | undefined, account: Account): boolean {
  if (!viewer || viewer.token.installation) return false;
  return viewer.account.id === account.id || viewer.account.memberships[account.id] === "admin";
}

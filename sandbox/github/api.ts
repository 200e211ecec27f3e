import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type z } from "zod";
import type { GitRepository } from "../kit/git/repository";
import { atLeast, authenticate, permissionOn, type Permission, type Viewer } from "./authentication";
import { apiUrl, gitOf, type Context } from "./context";
import type { Repository } from "./entities";
import {
  archived,
  failure,
  moved,
  mustBeAdmin,
  mustHavePush,
  notFound,
  requiresAuthentication,
  unprocessable,
} from "./errors";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** A request as handlers see it. */
export interface Call {
  readonly context: Context;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly viewer: Viewer | undefined;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** The parsed body, checked; a body that does not fit is GitHub's 422. */
  body<T>(schema: z.ZodType<T>): T;
}

/** A call by somebody who is known. */
export interface UserCall extends Call {
  readonly viewer: Viewer;
}

export interface RepositoryCall extends Call {
  readonly repository: Repository;
  readonly git: GitRepository;
  readonly permission: Permission;
  /** The login of who acts; only calls that need more than reading have it for sure. */
  readonly actor: Viewer;
}

export interface Api {
  /** A route for everybody. */
  open(method: Method, path: string, handler: (call: Call) => unknown): void;
  /** A route that needs credentials. */
  user(method: Method, path: string, handler: (call: UserCall) => unknown): void;
  /** A route below `/repos/:owner/:repo`, and so below `/repositories/:repository_id`, that needs a permission. */
  repository(method: Method, path: string, needs: Permission, handler: (call: RepositoryCall) => unknown): void;
}

export function createApi(server: FastifyInstance, context: Context): Api {
  const route = (method: Method, path: string, handler: (call: Call) => unknown): void => {
    server.route({
      method,
      url: `/api/v3${path}`,
      handler: async (request, reply) => {
        const result = await handler(asCall(context, request, reply));
        return result === undefined && !reply.sent ? reply.code(204).send() : result;
      },
    });
  };
  return {
    open: route,
    user: (method, path, handler) =>
      route(method, path, (call) => {
        if (!call.viewer) throw requiresAuthentication();
        return handler({ ...call, viewer: call.viewer });
      }),
    repository: (method, path, needs, handler) => {
      const guarded = (call: Call): unknown => handler(enter(call, method, needs));
      route(method, `/repos/:owner/:repo${path}`, guarded);
      route(method, `/repositories/:repository_id${path}`, guarded);
    },
  };
}

function asCall(context: Context, request: FastifyRequest, reply: FastifyReply): Call {
  return {
    context,
    request,
    reply,
    viewer: authenticate(context.state, request),
    params: request.params as Record<string, string>,
    query: request.query as Record<string, string | undefined>,
    body: (schema) => check(schema, request.body),
  };
}

function check<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body ?? {});
  if (result.success) return result.data;
  const missing = result.error.issues.filter(
    (issue) => issue.code === "invalid_type" && issue.message.endsWith("received undefined"),
  );
  if (missing.length > 0)
    throw unprocessable(
      `Invalid request.\n\n${missing.map((issue) => `"${issue.path.join(".")}"`).join(", ")} wasn't supplied.`,
    );
  const issue = result.error.issues[0]!;
  throw unprocessable(`Invalid request.\n\nFor 'properties/${issue.path.join("/")}': ${issue.message}.`);
}

function enter(call: Call, method: Method, needs: Permission): RepositoryCall {
  const { context, viewer } = call;
  const repository = findRepository(call);
  const permission = permissionOn(context.state, viewer, repository, areaOf(call));
  if (permission === "none") throw notFound();
  // Whoever can read may open and comment, as a person; an app needs leave to write.
  const needed = viewer?.token.installation && method !== "GET" && needs === "read" ? "write" : needs;
  if (!atLeast(permission, needed)) {
    if (!viewer) throw requiresAuthentication();
    if (viewer.token.installation) throw failure(403, "Resource not accessible by integration");
    throw method === "GET" ? notFound() : needed === "admin" ? mustBeAdmin() : mustHavePush();
  }
  if (repository.settings.archived && method !== "GET" && !isAboutItself(call)) throw archived();
  return { ...call, repository, git: gitOf(context, repository), permission, actor: viewer as Viewer };
}

const areas: readonly (readonly [RegExp, string])[] = [
  [/^\/pulls\b/, "pull-requests"],
  [/^\/(issues|labels)\b/, "issues"],
  [/^\/(check-runs|check-suites|commits\/[^/]+\/check-)/, "checks"],
  [/^\/(statuses|commits\/[^/]+\/status)/, "statuses"],
  [/^\/actions\b/, "actions"],
  [/^\/deployments\b/, "deployments"],
];

/** The area of a workflow's `permissions` that an endpoint belongs to. */
function areaOf({ request, context, params, viewer }: Call): string {
  const rest = request.url.replace(/^\/api\/v3\/(repos\/[^/]+\/[^/?]+|repositories\/\d+)/, "");
  const area = areas.find(([pattern]) => pattern.test(rest))?.[1] ?? "contents";
  // Who may write pull requests may also comment on them and label them, as issues.
  if (area !== "issues" || !viewer?.token.installation?.permissions || !params["number"]) return area;
  const { repositoryId, permissions } = viewer.token.installation;
  const pull = context.state.issues.find(
    (row) => row.repositoryId === repositoryId && String(row.number) === params["number"],
  )?.pull;
  return pull && permissions["pull-requests"] === "write" ? "pull-requests" : area;
}

/** An archived repository can still be un-archived and deleted. */
const isAboutItself = (call: Call): boolean =>
  /^\/api\/v3\/(repos\/[^/]+\/[^/]+|repositories\/\d+)\/?$/.test(call.request.url.split("?")[0]!);

function findRepository({ context, params, request }: Call): Repository {
  const { state } = context;
  if (params["repository_id"] !== undefined) {
    const byId = state.repositories.get(params["repository_id"]);
    if (!byId) throw notFound();
    return byId;
  }
  const { owner = "", repo = "" } = params;
  const found = state.repository(owner, repo);
  if (found) return found;
  const former = state.formerNames.get(`${owner}/${repo}`.toLowerCase());
  if (!former) throw notFound();
  const rest = request.url.replace(/^\/api\/v3\/repos\/[^/]+\/[^/?]+/, "");
  throw moved(request.method, `${apiUrl(context)}/repositories/${former.repositoryId}${rest}`);
}

/** Tells the webhooks of the repository of something that a call did. */
export function tell(
  { context, repository, actor }: RepositoryCall,
  name: "issues" | "issue_comment" | "status" | "check_run",
  action: string | undefined,
  payload: () => Readonly<Record<string, unknown>> | Promise<Readonly<Record<string, unknown>>>,
): void {
  const happening = { name, ...(action === undefined ? {} : { action }), payload };
  context.events.emit({ type: "told", ...happening, repositoryId: repository.id, actorId: actor.account.id });
}

export function created<T>(call: Call, body: T): T {
  void call.reply.code(201);
  return body;
}

/** The page that `page` and `per_page` ask for; `Link` tells the others. */
export function paginate<T>(call: Call, items: readonly T[]): T[] {
  const perPage = bounded(call.query["per_page"], 30, 100);
  const page = bounded(call.query["page"], 1, Number.MAX_SAFE_INTEGER);
  const last = Math.max(1, Math.ceil(items.length / perPage));
  const links = [
    ...(page > 1 ? [link(call, page - 1, "prev")] : []),
    ...(page < last ? [link(call, page + 1, "next"), link(call, last, "last")] : []),
    ...(page > 1 ? [link(call, 1, "first")] : []),
  ];
  if (links.length > 0) void call.reply.header("link", links.join(", "));
  return items.slice((page - 1) * perPage, page * perPage);
}

function bounded(text: string | undefined, otherwise: number, most: number): number {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 ? Math.min(value, most) : otherwise;
}

function link({ context, request }: Call, page: number, rel: string): string {
  const url = new URL(request.url, `${context.url()}/`);
  url.searchParams.set("page", String(page));
  return `<${url.href}>; rel="${rel}"`;
}

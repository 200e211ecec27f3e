import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { authenticate, permissionOn } from "../authentication";
import { gitOf, type Context } from "../context";
import type { Repository } from "../entities";
import { notFound } from "../errors";

type Params = { Params: { owner: string; repo: string; "*"?: string } };

/** GitHub's pages that have one in the console, below `/repositories/:owner/:repo` there. */
const pages: readonly (readonly [RegExp, string])[] = [
  [/^pulls?$/, "/pulls"],
  [/^pull\/(\d+)/, "/pulls/$1"],
  [/^actions\/runs\/(\d+)/, "/runs/$1"],
  [/^actions(\/|$)/, "/runs"],
  [/^(settings|rules)(\/|$)/, "/settings"],
];

/** What a browser asks for: files as they are, and pages, which are the console's. */
export function pageRoutes(server: FastifyInstance, context: Context, consoleUrl: (() => string) | undefined): void {
  server.get<Params>("/:owner/:repo/raw/*", (request, reply) => raw(context, request, reply));
  if (!consoleUrl) return;
  const redirect = (request: FastifyRequest<Params>, reply: FastifyReply): unknown => {
    const { owner, repo } = request.params;
    if (!context.state.repository(owner, repo)) throw notFound();
    return reply.redirect(`${consoleUrl()}/repositories/${owner}/${repo}${pageOf(request.params["*"] ?? "")}`, 302);
  };
  server.get<Params>("/:owner/:repo", redirect);
  server.get<Params>("/:owner/:repo/*", redirect);
}

function pageOf(path: string): string {
  const [pattern, page] = pages.find(([each]) => each.test(path)) ?? [/^/, ""];
  return page.replace("$1", pattern.exec(path)?.[1] ?? "");
}

/** `/raw/<ref>/<path>`, as `download_url` has it: a ref may have slashes in it, and is as short as it can be. */
async function raw(context: Context, request: FastifyRequest<Params>, reply: FastifyReply): Promise<unknown> {
  const { owner, repo, "*": rest = "" } = request.params;
  const repository = context.state.repository(owner, repo);
  const viewer = authenticate(context.state, request);
  if (!repository || permissionOn(context.state, viewer, repository) === "none") throw notFound();
  const content = await fileAt(context, repository, rest.split("/"));
  if (!content) throw notFound();
  return reply.type("application/octet-stream").header("x-content-type-options", "nosniff").send(content);
}

async function fileAt(context: Context, repository: Repository, parts: readonly string[]): Promise<Buffer | undefined> {
  const git = gitOf(context, repository);
  for (let length = 1; length < parts.length; length += 1) {
    const commit = await git.resolve(parts.slice(0, length).join("/"));
    const entry = commit && (await git.entry(commit, parts.slice(length).join("/")));
    if (entry && entry.type === "blob") return git.blob(entry.sha);
  }
  return undefined;
}

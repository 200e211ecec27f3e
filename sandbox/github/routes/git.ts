import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ApiError } from "../../kit/errors";
import { serveBackend } from "../../kit/git/http-backend";
import { atLeast, authenticate, permissionOn, type Viewer } from "../authentication";
import { gitOf, type Context } from "../context";
import type { Repository } from "../entities";
import { speakProcReceive } from "../git/proc-receive";
import { Push } from "../pushes";

const challenge = { "www-authenticate": 'Basic realm="GitHub"', "content-type": "text/plain" };

/** Git's smart HTTP protocol at `/:owner/:repo.git`, and without `.git` as GitHub allows. */
export function gitRoutes(server: FastifyInstance, context: Context): void {
  const serve = (path: string) => (request: FastifyRequest, reply: FastifyReply) =>
    handle(context, request, reply, path);
  server.get("/:owner/:repo/info/refs", serve("/info/refs"));
  for (const service of ["git-upload-pack", "git-receive-pack"])
    server.post(`/:owner/:repo/${service}`, serve(`/${service}`));
}

async function handle(context: Context, request: FastifyRequest, reply: FastifyReply, path: string): Promise<void> {
  const { service } = request.query as { service?: string };
  const pushing = (service ?? path.slice(1)) === "git-receive-pack";
  const viewer = viewerOf(context, request);
  const repository = admit(context, request, viewer, pushing);
  const git = gitOf(context, repository);
  reply.hijack();
  const backend = {
    folder: git.folder,
    path,
    query: request.url.split("?")[1] ?? "",
    user: pushing ? viewer?.account.login : undefined,
    config: context.pushConfiguration,
  };
  const push = new Push({ context, repository, actor: viewer! });
  await serveBackend(
    request.raw,
    reply.raw,
    backend,
    (pipes) => speakProcReceive(pipes, (commands) => push.judge(commands)),
    () => push.announce(),
  );
}

function viewerOf(context: Context, request: FastifyRequest): Viewer | undefined {
  try {
    return authenticate(context.state, request);
  } catch {
    throw new ApiError(
      401,
      "Invalid username or token. Password authentication is not supported for Git operations.",
      challenge,
    );
  }
}

function admit(context: Context, request: FastifyRequest, viewer: Viewer | undefined, pushing: boolean): Repository {
  const { owner, repo } = request.params as { owner: string; repo: string };
  const name = repo.replace(/\.git$/, "");
  const former = context.state.formerNames.get(`${owner}/${name}`.toLowerCase());
  const found =
    context.state.repository(owner, name) ?? (former && context.state.repositories.get(former.repositoryId));
  const permission = found ? permissionOn(context.state, viewer, found) : "none";
  if (!viewer && (pushing || permission === "none")) throw new ApiError(401, "Authentication required", challenge);
  if (!found || permission === "none") throw new ApiError(404, "Repository not found.");
  if (!pushing) return found;
  if (!atLeast(permission, "write"))
    throw new ApiError(403, `Permission to ${owner}/${name}.git denied to ${viewer?.account.login}.`);
  if (found.settings.archived) throw new ApiError(403, "This repository was archived so it is read-only.");
  return found;
}

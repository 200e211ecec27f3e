import { spawn } from "node:child_process";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ApiError } from "../../kit/errors";
import { gitEnvironment } from "../../kit/git/run";
import { type Api, type RepositoryCall } from "../api";
import { authenticate, permissionOn } from "../authentication";
import { gitOf, htmlUrl, type Context } from "../context";
import type { Repository } from "../entities";
import { notFound } from "../errors";

const formats = { "tar.gz": "tar.gz", zip: "zip" } as const;
type Format = keyof typeof formats;

/** Source archives: the API redirects to where they are downloaded, as GitHub does to codeload. */
export function archiveRoutes(api: Api, server: FastifyInstance, context: Context): void {
  for (const [kind, format] of [
    ["tarball", "tar.gz"],
    ["zipball", "zip"],
  ] as const) {
    api.repository("GET", `/${kind}`, "read", (call) => redirect(call, format, call.repository.defaultBranch));
    api.repository("GET", `/${kind}/*`, "read", (call) => redirect(call, format, call.params["*"]!));
  }
  server.get("/:owner/:repo/archive/*", (request, reply) => {
    const match = /^(.+)\.(tar\.gz|zip)$/.exec((request.params as Record<string, string>)["*"]!);
    if (!match) throw notFound();
    return download(context, request, reply, match[2] as Format, match[1]!);
  });
}

async function redirect(call: RepositoryCall, format: Format, ref: string): Promise<unknown> {
  if (!(await call.git.resolve(ref))) throw notFound();
  return call.reply
    .code(302)
    .header("location", `${htmlUrl(call.context, call.repository)}/archive/${ref}.${format}`)
    .send();
}

async function download(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  format: Format,
  ref: string,
): Promise<unknown> {
  const { owner, repo } = request.params as { owner: string; repo: string };
  const repository = context.state.repository(owner, repo);
  if (!repository || permissionOn(context.state, authenticate(context.state, request), repository) === "none")
    throw new ApiError(404, "Not Found");
  const commit = await gitOf(context, repository).resolve(ref);
  if (!commit) throw new ApiError(404, "Not Found");
  const name = `${repository.name}-${ref.replace(/^refs\/(heads|tags)\//, "").replaceAll("/", "-")}`;
  const type = format === "zip" ? "application/zip" : "application/x-gzip";
  return reply
    .headers({
      "content-type": type,
      "content-disposition": `attachment; filename=${name}.${format}`,
      etag: `W/"${commit}"`,
    })
    .send(archive(context, repository, format, commit, `${name}/`));
}

/** The bytes are the same for a commit each time: git takes the commit's own time for all files. */
function archive(context: Context, repository: Repository, format: Format, commit: string, prefix: string) {
  const git = gitOf(context, repository);
  const child = spawn("git", ["archive", `--format=${formats[format]}`, `--prefix=${prefix}`, commit], {
    env: { ...gitEnvironment(), GIT_DIR: git.folder },
    stdio: ["ignore", "pipe", "ignore"],
  });
  child.on("error", (error) => child.stdout.destroy(error));
  return child.stdout;
}

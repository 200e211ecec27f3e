import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Deployments } from "../heroku-platform/deployments";
import type { AppSummary, Caller, PlatformDirectory } from "../heroku-platform/directory";
import { ApiError } from "../kit/errors";
import { serveBackend } from "../kit/git/http-backend";
import { GitRepository } from "../kit/git/repository";
import { Store } from "../kit/store";
import type { Service } from "../service";
import { deployPush } from "./deploy";
import { installPreReceive, speakPreReceive } from "./pre-receive";

export interface HerokuGitOptions {
  readonly directory: PlatformDirectory;
  readonly deployments: Deployments;
  /** Where the apps' repositories are kept. */
  readonly folder: string;
}

const challenge = { "www-authenticate": 'Basic realm="Restricted Access"', "content-type": "text/plain" };

type OfApp = { Params: { app: string }; Querystring: { service?: string } };

/**
 * git.heroku.com: each app's repository at `/<app>.git`, over git's smart HTTP protocol, with the API key as the password.
 * A push to main or master is a deploy. Source: https://devcenter.heroku.com/articles/git
 */
export function createHerokuGit(options: HerokuGitOptions): Service {
  const config = { ...installPreReceive(join(options.folder, "hooks")), "http.receivepack": "true" };
  options.directory.onAppRemoved((app) => rm(folderOf(options, app), { recursive: true, force: true }));
  const serve = (path: string) => (request: FastifyRequest<OfApp>, reply: FastifyReply) =>
    handle(options, config, path, request, reply);
  const register = (server: FastifyInstance): void => {
    server.get<OfApp>("/:app/info/refs", serve("/info/refs"));
    server.post<OfApp>("/:app/git-upload-pack", serve("/git-upload-pack"));
    server.post<OfApp>("/:app/git-receive-pack", serve("/git-receive-pack"));
  };
  const none = async (): Promise<void> => undefined;
  return { name: "heroku-git", listener: "heroku", store: new Store(), tickers: [], register, close: none };
}

/** By the app's id: a renamed app keeps its repository. */
const folderOf = ({ folder }: HerokuGitOptions, app: AppSummary): string => join(folder, `${app.id}.git`);

async function handle(
  options: HerokuGitOptions,
  config: Readonly<Record<string, string>>,
  path: string,
  request: FastifyRequest<OfApp>,
  reply: FastifyReply,
): Promise<void> {
  const caller = callerOf(options, request);
  const app = options.directory.findApp(request.params.app.replace(/\.git$/, ""));
  if (!app) throw new ApiError(404, "No such app.\n");
  const folder = folderOf(options, app);
  const repository = new GitRepository(folder);
  if (!existsSync(join(folder, "HEAD"))) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await repository.initialize("main");
  }
  reply.hijack();
  const query = request.url.split("?")[1] ?? "";
  await serveBackend(request.raw, reply.raw, { folder, path, query, user: caller.email, config }, (pipes) =>
    speakPreReceive(pipes, (push, say) => deployPush(options.deployments, { app, caller, folder }, push, say)),
  );
  if (path === "/git-receive-pack") await pointHead(repository);
}

function callerOf({ directory }: HerokuGitOptions, request: FastifyRequest): Caller {
  try {
    return directory.authenticate(request);
  } catch {
    throw new ApiError(401, "Invalid credentials provided.\n", challenge);
  }
}

/** A clone checks out what was deployed. */
async function pointHead(repository: GitRepository): Promise<void> {
  const branches = (await repository.refs()).map(({ ref }) => ref);
  if (branches.includes("refs/heads/main") || !branches.includes("refs/heads/master")) return;
  await repository.setHead("master");
}

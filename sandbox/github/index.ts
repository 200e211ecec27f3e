import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { githubClientGaps } from "../contracts/github-client-gaps";
import { githubGaps } from "../contracts/github-gaps";
import type { Clock, Ticker } from "../kit/clock";
import { answerGaps, type Gap } from "../kit/gaps";
import type { Store } from "../kit/store";
import type { CellRunner } from "../runtime/actions/types";
import { Actions } from "./actions/actions";
import type { TokenPermissions } from "./actions/permissions";
import { dressAnswers } from "./answers";
import { createApi } from "./api";
import type { Context } from "./context";
import { Events, type GitHubListener } from "./events";
import { installHook } from "./git/proc-receive";
import { graphqlRoute } from "./graphql/route";
import { allRoutes, type Workers } from "./routes";
import { archiveRoutes } from "./routes/archives";
import { gitRoutes } from "./routes/git";
import { identityRoutes } from "./routes/identity";
import { pageRoutes } from "./routes/pages";
import { sow, type GitHubSeed } from "./seed";
import { hashToken, State } from "./state";
import { Webhooks } from "./webhooks/webhooks";

export { githubServer } from "./server";
export type { GitHubSeed } from "./seed";

export interface GitHubOptions {
  /** Kept in a file of the owner's only: it holds opened secrets. */
  readonly store: Store;
  readonly clock: Clock;
  /** The simulator's own folder: bare repositories and git's hook lie in it. */
  readonly folder: string;
  /** The token of the user `login`, who administers the seed's organizations. */
  readonly token: string;
  readonly login: string;
  readonly seed: GitHubSeed;
  /** Where clients reach the simulator, without a final slash; by default where its server listens. */
  readonly url?: () => string;
  /** Where the console is, which has the pages of repositories. */
  readonly consoleUrl?: () => string;
  /** What runs the jobs of workflows; without it no workflow runs. */
  readonly runner?: CellRunner;
  readonly onError?: (error: unknown) => void;
}

const noRunner: CellRunner = {
  available: false,
  run: () => Promise.reject(new Error("there is no runner")),
  stopAll: () => Promise.resolve(),
};

export interface GitHub {
  /** Adds all routes to a server of the kit, made with `githubServer`. */
  register(server: FastifyInstance): void;
  readonly tickers: readonly Ticker[];
  /** Makes what exists before anybody does anything, when nothing exists yet; and lets the token in. */
  seed(): Promise<void>;
  /** Forgets everything, then seeds. */
  reset(): Promise<void>;
  close(): Promise<void>;
  /** What happens on GitHub, for a runner of workflows. Returns what ends the subscription. */
  listen(listener: GitHubListener): () => void;
  /** A token as Actions' GITHUB_TOKEN: of the app `github-actions`, for one repository. */
  issueToken(owner: string, repository: string, permission: "read" | "write"): string;
  /** Workflows, their runs and logs. */
  readonly actions: Actions;
  /** The state and the git repositories, for those who stand on them: the runner, the console. */
  readonly context: Context;
}

export function createGitHub(options: GitHubOptions): GitHub {
  const { store, clock, folder, token, login } = options;
  const state = new State(store, clock);
  const events = new Events();
  let server: FastifyInstance | undefined;
  const repositoriesFolder = join(folder, "repositories");
  mkdirSync(repositoriesFolder, { recursive: true });
  const context: Context = {
    state,
    clock,
    events,
    repositoriesFolder,
    pushConfiguration: installHook(join(folder, "hooks")),
    url: options.url ?? (() => listeningAt(server)),
  };
  const onError = options.onError ?? ((error: unknown) => void process.stderr.write(`github: ${String(error)}\n`));
  const actions = new Actions({
    context,
    folder: join(folder, "actions"),
    runner: options.runner ?? noRunner,
    issueToken: (repository, permissions) => issueRunToken(state, repository.id, permissions),
    onError,
  });
  const webhooks = new Webhooks(context, onError);
  events.listen((event) => webhooks.handle(event));
  if (options.runner) events.listen((event) => actions.handle(event));
  const seed = async (): Promise<void> => {
    if (!state.account(login)) await sow(context, options.seed, { login });
    admitToken(state, token, login);
    await actions.start();
    await store.flush();
  };
  return {
    context,
    actions,
    tickers: options.runner ? actions.tickers : [],
    seed,
    register: (instance) => {
      server = instance;
      addRoutes(instance, context, { actions, webhooks }, options.consoleUrl);
    },
    reset: async () => {
      state.clear();
      actions.logs.clear();
      rmSync(repositoriesFolder, { recursive: true, force: true });
      mkdirSync(repositoriesFolder, { recursive: true });
      await seed();
    },
    close: async () => {
      await actions.close();
      await webhooks.close();
      await store.flush();
    },
    listen: (listener) => events.listen(listener),
    issueToken: (owner, name, permission) => {
      const repository = state.repository(owner, name);
      if (!repository) throw new Error(`there is no repository ${owner}/${name} to issue a token for`);
      return issueInstallationToken(state, repository.id, permission);
    },
  };
}

function addRoutes(
  server: FastifyInstance,
  context: Context,
  workers: Workers,
  consoleUrl: GitHubOptions["consoleUrl"],
): void {
  dressAnswers(server, context);
  const api = createApi(server, context);
  allRoutes(api, () => workers);
  archiveRoutes(api, server, context);
  graphqlRoute(server, context);
  gitRoutes(server, context);
  pageRoutes(server, context, consoleUrl);
  identityRoutes(server, workers.actions.identity);
  answerGaps(server, "GitHub", [...githubGaps, ...githubClientGaps].map(underApi));
}

const underApi = (gap: Gap): Gap => ({ ...gap, path: `/api/v3${gap.path}` });

function listeningAt(server: FastifyInstance | undefined): string {
  const address = server?.server.address();
  return address && typeof address === "object" ? `http://127.0.0.1:${address.port}` : "http://127.0.0.1";
}

const allScopes = ["admin:org", "admin:repo_hook", "delete_repo", "repo", "workflow"];

/** The sandbox's own token changes with its credentials file: only the present one is let in. */
function admitToken(state: State, token: string, login: string): void {
  const account = state.account(login);
  if (!account) throw new Error(`the user ${login} of the sandbox's token does not exist`);
  const id = hashToken(token);
  if (state.tokens.get(id)) return;
  state.tokens.removeWhere((row) => row.accountId === account.id && !row.installation);
  state.tokens.insert({ id, accountId: account.id, scopes: allScopes });
}

/** A job's GITHUB_TOKEN: good until the job ends. */
function issueRunToken(state: State, repositoryId: string, permissions: TokenPermissions) {
  const token = issueInstallationToken(state, repositoryId, "read", permissions);
  return { token, revoke: () => void state.tokens.remove(hashToken(token)) };
}

function issueInstallationToken(
  state: State,
  repositoryId: string,
  permission: "read" | "write",
  permissions?: TokenPermissions,
): string {
  const login = "github-actions[bot]";
  const bot =
    state.account(login) ??
    state.accounts.insert({
      id: "41898282",
      login,
      type: "User",
      name: login,
      email: null,
      plan: "free",
      memberships: {},
      createdAt: "2018-07-30T09:30:17Z",
    });
  const token = `ghs_${randomBytes(27).toString("base64url").replace(/[-_]/g, "0")}`;
  const installation = { appId: "15368", repositoryId, permission, ...(permissions ? { permissions } : {}) };
  state.tokens.insert({ id: hashToken(token), accountId: bot.id, scopes: [], installation });
  return token;
}

import { z } from "zod";
import { fileChanges } from "../../kit/git/changes";
import { created, paginate, type Api, type RepositoryCall } from "../api";
import { htmlUrl, repositoryUrl } from "../context";
import type { PullRequest } from "../entities";
import { failure, unprocessable, validationFailed } from "../errors";
import { createPull } from "../pulls/create";
import { headLabel } from "../pulls/refs";
import { changePull } from "../pulls/update";
import { changedFile, fullCommit } from "../serialize/commit";
import { fullPull, simplePull } from "../serialize/pull";
import { commitAt } from "./commits";
import { mustBeKnown, pullOf, pullsOf } from "./found";

export function pullRoutes(api: Api): void {
  api.repository("GET", "/pulls", "read", list);
  api.repository("POST", "/pulls", "read", create);
  api.repository("GET", "/pulls/:number", "read", show);
  api.repository("PATCH", "/pulls/:number", "read", update);
  api.repository("GET", "/pulls/:number/commits", "read", async (call) => {
    const { pull } = pullOf(call);
    const commits = await call.git.log({ from: pull.headSha, exclude: pull.baseSha });
    return paginate(call, commits.reverse()).map((commit) => fullCommit(call.context, call.repository, commit));
  });
  api.repository("GET", "/pulls/:number/files", "read", files);
  api.repository("GET", "/commits/:ref/pulls", "read", async (call) => {
    const { sha } = await commitAt(call, call.params["ref"]!);
    const became = (pull: PullRequest): boolean => pull.mergedAt !== null && pull.mergeCommitSha === sha;
    const found = pullsOf(call).filter(({ pull }) => pull.headSha === sha || became(pull));
    return paginate(call, found).map((row) => simplePull(call.context, call.repository, row));
  });
}

function list(call: RepositoryCall): unknown {
  const { query } = call;
  const state = query["state"] ?? "open";
  const found = pullsOf(call).filter(
    (row) =>
      (state === "all" || row.state === state) &&
      (!query["base"] || row.pull.base === query["base"]) &&
      (!query["head"] || headLabel(call.context, row.pull) === query["head"]),
  );
  const key = query["sort"] === "updated" ? "updatedAt" : "createdAt";
  found.sort((a, b) => a[key].localeCompare(b[key]) || a.number - b.number);
  const ascending =
    query["direction"] === "asc" ||
    (query["sort"] !== undefined && query["sort"] !== "created" && query["direction"] !== "desc");
  return paginate(call, ascending ? found : found.reverse()).map((row) =>
    simplePull(call.context, call.repository, row),
  );
}

const createShape = z.object({
  title: z.string().optional(),
  head: z.string(),
  head_repo: z.string().optional(),
  base: z.string(),
  body: z.string().nullish(),
  draft: z.boolean().optional(),
  issue: z.number().int().optional(),
  maintainer_can_modify: z.boolean().optional(),
});

async function create(call: RepositoryCall): Promise<unknown> {
  mustBeKnown(call);
  const wanted = call.body(createShape);
  if (wanted.issue !== undefined) throw unprocessable("The sandbox does not turn issues into pull requests");
  if (!wanted.title) throw validationFailed({ resource: "PullRequest", field: "title", code: "missing_field" });
  const { title, head, base, body = null, draft = false } = wanted;
  const { context, repository, actor } = call;
  const pull = await createPull(context, repository, actor, {
    title,
    head,
    headRepository: wanted.head_repo,
    base,
    body,
    draft,
  });
  const answer = await fullPull(context, repository, pull);
  void call.reply.header("location", String(answer["url"]));
  return created(call, answer);
}

async function show(call: RepositoryCall): Promise<unknown> {
  const row = pullOf(call);
  const form = /\bvnd\.github\.(?:v3\.)?(diff|patch)\b/.exec(call.request.headers.accept ?? "")?.[1];
  if (!form) return fullPull(call.context, call.repository, row);
  const range = `${row.pull.baseSha}...${row.pull.headSha}`;
  const text = await call.git.text(form === "diff" ? ["diff", range] : ["format-patch", "--stdout", range]);
  return call.reply.type(`application/vnd.github.${form}; charset=utf-8`).send(text);
}

const updateShape = z.object({
  title: z.string().optional(),
  body: z.string().nullish(),
  state: z.enum(["open", "closed"]).optional(),
  base: z.string().optional(),
  maintainer_can_modify: z.boolean().optional(),
});

async function update(call: RepositoryCall): Promise<unknown> {
  mustBeKnown(call);
  const row = pullOf(call);
  if (call.permission === "read" && row.authorId !== call.actor.account.id)
    throw failure(403, "Resource not accessible by personal access token");
  const { context, repository, actor } = call;
  const changed = await changePull(context, repository, actor, row, call.body(updateShape));
  return fullPull(context, repository, changed);
}

async function files(call: RepositoryCall): Promise<unknown> {
  const { pull } = pullOf(call);
  const from = (await call.git.mergeBase(pull.baseSha, pull.headSha)) ?? pull.baseSha;
  const changes = await fileChanges(call.git, from, pull.headSha);
  const [url, html] = [repositoryUrl(call.context, call.repository), htmlUrl(call.context, call.repository)];
  return paginate(call, changes).map((file) => changedFile(url, html, pull.headSha, file));
}

import { z } from "zod";
import { created, paginate, tell, type Api, type RepositoryCall } from "../api";
import { failure, validationFailed } from "../errors";
import { nextNumber } from "../pulls/create";
import { isPull } from "../pulls/refs";
import { changePull } from "../pulls/update";
import { issue } from "../serialize/issue";
import { issueOf, mustBeKnown } from "./found";
import { ensureLabels, labelNames } from "./labels";

export function issueRoutes(api: Api): void {
  api.repository("GET", "/issues", "read", list);
  api.repository("POST", "/issues", "read", create);
  api.repository("GET", "/issues/:number", "read", (call) => issue(call.context, call.repository, issueOf(call)));
  api.repository("PATCH", "/issues/:number", "read", update);
}

function list(call: RepositoryCall): unknown {
  const { context, repository, query } = call;
  const state = query["state"] ?? "open";
  const labels = (query["labels"] ?? "").split(",").filter(Boolean);
  const found = context.state.issues.filter(
    (row) =>
      row.repositoryId === repository.id &&
      (state === "all" || row.state === state) &&
      labels.every((name) => row.labels.includes(name)) &&
      (!query["creator"] || context.state.accounts.get(row.authorId)?.login === query["creator"]) &&
      (!query["since"] || row.updatedAt >= query["since"]),
  );
  const key = query["sort"] === "updated" ? "updatedAt" : "createdAt";
  found.sort((a, b) => a[key].localeCompare(b[key]) || a.number - b.number);
  const ordered = query["direction"] === "asc" ? found : found.reverse();
  return paginate(call, ordered).map((row) => issue(context, repository, row));
}

const createShape = z.object({
  title: z.union([z.string(), z.number()]),
  body: z.string().nullish(),
  labels: labelNames.optional(),
});

function create(call: RepositoryCall): unknown {
  mustBeKnown(call);
  const { context, repository, actor } = call;
  if (!repository.settings.has_issues) throw failure(410, "Issues has been disabled in this repository.");
  const { state } = context;
  const { title, body = null, labels = [] } = call.body(createShape);
  if (title === "") throw validationFailed({ resource: "Issue", field: "title", code: "missing_field" });
  const now = state.now();
  const row = state.issues.insert({
    id: state.nextId("issue"),
    repositoryId: repository.id,
    number: nextNumber(context, repository),
    title: String(title),
    body,
    state: "open",
    authorId: actor.account.id,
    // Silently dropped for those who may not push, as at GitHub.
    labels: call.permission === "read" ? [] : ensureLabels(call, labels),
    createdAt: now,
    updatedAt: now,
    closedAt: null,
  });
  const answer = issue(context, repository, row);
  tell(call, "issues", "opened", () => ({ issue: answer }));
  return created(call, answer);
}

const updateShape = z.object({
  title: z.union([z.string(), z.number()]).optional(),
  body: z.string().nullish(),
  state: z.enum(["open", "closed"]).optional(),
  labels: labelNames.optional(),
});

async function update(call: RepositoryCall): Promise<unknown> {
  mustBeKnown(call);
  const { context, repository, actor } = call;
  const row = issueOf(call);
  if (call.permission === "read" && row.authorId !== actor.account.id)
    throw failure(403, "Must have admin rights to Repository.");
  const { labels, title, body, state } = call.body(updateShape);
  if (labels && call.permission !== "read") context.state.issues.update(row.id, { labels: ensureLabels(call, labels) });
  const wish = { body, state, title: title === undefined ? undefined : String(title) };
  if (isPull(row)) return issue(context, repository, await changePull(context, repository, actor, row, wish));
  const now = context.state.now();
  const closedAt = state === "closed" ? (row.closedAt ?? now) : state === "open" ? null : row.closedAt;
  const changed = context.state.issues.update(row.id, {
    title: wish.title ?? row.title,
    body: body === undefined ? row.body : body,
    state: state ?? row.state,
    closedAt,
    updatedAt: now,
  });
  const answer = issue(context, repository, changed);
  const turned = changed.state === row.state ? "edited" : changed.state === "closed" ? "closed" : "reopened";
  tell(call, "issues", turned, () => ({ issue: answer }));
  return answer;
}

import { z } from "zod";
import { created, paginate, tell, type Api, type RepositoryCall } from "../api";
import type { Comment } from "../entities";
import { mustBeAdmin, notFound } from "../errors";
import { comment, issue } from "../serialize/issue";
import { issueOf, mustBeKnown } from "./found";

const shape = z.object({ body: z.string().min(1) });

/** Comments on issues, and so on pull requests. */
export function commentRoutes(api: Api): void {
  api.repository("GET", "/issues/comments", "read", (call) =>
    answer(
      call,
      commentsWhere(call, (row) => row.repositoryId === call.repository.id),
    ),
  );
  api.repository("GET", "/issues/:number/comments", "read", (call) => {
    const { id } = issueOf(call);
    return answer(
      call,
      commentsWhere(call, (row) => row.issueId === id),
    );
  });
  api.repository("POST", "/issues/:number/comments", "read", create);
  api.repository("GET", "/issues/comments/:comment", "read", (call) => shown(call, commentOf(call)));
  api.repository("PATCH", "/issues/comments/:comment", "read", (call) => {
    const { id } = mayChange(call);
    const change = { body: call.body(shape).body, updatedAt: call.context.state.now() };
    return told(call, "edited", call.context.state.comments.update(id, change));
  });
  api.repository("DELETE", "/issues/comments/:comment", "read", (call) => {
    const row = mayChange(call);
    told(call, "deleted", row);
    call.context.state.comments.remove(row.id);
  });
}

const shown = (call: RepositoryCall, row: Comment) => comment(call.context, call.repository, row);

/** The comment as it is shown, of which the webhooks are told. */
function told(call: RepositoryCall, action: "created" | "edited" | "deleted", row: Comment): Record<string, unknown> {
  const answer = shown(call, row);
  const on = issue(call.context, call.repository, call.context.state.issues.get(row.issueId)!);
  tell(call, "issue_comment", action, () => ({ issue: on, comment: answer }));
  return answer;
}

function commentsWhere(call: RepositoryCall, test: (row: Readonly<Comment>) => boolean): Comment[] {
  const { since } = call.query;
  return call.context.state.comments.filter((row) => test(row) && (!since || row.updatedAt >= since));
}

const answer = (call: RepositoryCall, rows: Comment[]) => paginate(call, rows).map((row) => shown(call, row));

function commentOf(call: RepositoryCall): Comment {
  const found = call.context.state.comments.get(call.params["comment"]!);
  if (found?.repositoryId !== call.repository.id) throw notFound();
  return found;
}

/** Who wrote it, or may write to the repository. */
function mayChange(call: RepositoryCall): Comment {
  mustBeKnown(call);
  const row = commentOf(call);
  if (call.permission === "read" && row.authorId !== call.actor.account.id) throw mustBeAdmin();
  return row;
}

function create(call: RepositoryCall): unknown {
  mustBeKnown(call);
  const { context, repository, actor } = call;
  const { id } = issueOf(call);
  const { state } = context;
  const now = state.now();
  const identity = { id: state.nextId("comment"), repositoryId: repository.id, issueId: id };
  const row = state.comments.insert({
    ...identity,
    authorId: actor.account.id,
    body: call.body(shape).body,
    createdAt: now,
    updatedAt: now,
  });
  state.issues.update(id, { updatedAt: now });
  return created(call, told(call, "created", row));
}

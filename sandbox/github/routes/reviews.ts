import { z } from "zod";
import { paginate, type Api, type RepositoryCall } from "../api";
import type { Review } from "../entities";
import { failure, notFound } from "../errors";
import type { Pull } from "../pulls/refs";
import { review } from "../serialize/pull";
import { mustBeKnown, pullOf } from "./found";

const states = { APPROVE: "APPROVED", REQUEST_CHANGES: "CHANGES_REQUESTED", COMMENT: "COMMENTED" } as const;
const shape = z.object({
  event: z.enum(["APPROVE", "REQUEST_CHANGES", "COMMENT"]),
  body: z.string().optional(),
  commit_id: z.string().optional(),
});

/** Reviews without comments on lines. */
export function reviewRoutes(api: Api): void {
  api.repository("GET", "/pulls/:number/reviews", "read", (call) => {
    const pull = pullOf(call);
    const rows = call.context.state.reviews.filter((row) => row.issueId === pull.id);
    return paginate(call, rows).map((row) => review(call.context, call.repository, pull, row));
  });
  api.repository("POST", "/pulls/:number/reviews", "read", create);
  api.repository("GET", "/pulls/:number/reviews/:review", "read", (call) => {
    const pull = pullOf(call);
    return review(call.context, call.repository, pull, reviewOf(call, pull));
  });
  api.repository("PUT", "/pulls/:number/reviews/:review/dismissals", "write", (call) => {
    const pull = pullOf(call);
    call.body(z.object({ message: z.string() }));
    const row = call.context.state.reviews.update(reviewOf(call, pull).id, { state: "DISMISSED" });
    return review(call.context, call.repository, pull, row);
  });
  api.repository(
    "GET",
    "/pulls/:number/requested_reviewers",
    "read",
    (call) => (pullOf(call), { users: [], teams: [] }),
  );
  api.repository("GET", "/pulls/:number/comments", "read", (call) => (pullOf(call), []));
}

function reviewOf(call: RepositoryCall, pull: Pull): Review {
  const found = call.context.state.reviews.get(call.params["review"]!);
  if (found?.issueId !== pull.id) throw notFound();
  return found;
}

function create(call: RepositoryCall): unknown {
  mustBeKnown(call);
  const pull = pullOf(call);
  const { event, body = "", commit_id = pull.pull.headSha } = call.body(shape);
  const own = pull.authorId === call.actor.account.id;
  if (own && event !== "COMMENT") {
    const verb = event === "APPROVE" ? "approve" : "request changes on";
    throw failure(422, "Unprocessable Entity", { errors: [`Can not ${verb} your own pull request`] });
  }
  const { state } = call.context;
  const row = state.reviews.insert({
    id: state.nextId("review"),
    issueId: pull.id,
    authorId: call.actor.account.id,
    state: states[event],
    body,
    commitSha: commit_id,
    submittedAt: state.now(),
  });
  return review(call.context, call.repository, pull, row);
}

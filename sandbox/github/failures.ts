import type { FailureForm } from "../kit/guard";
import { failure, notFound, secondaryRateLimit } from "./errors";

/** The form of failures that the kit's server finds by itself. */
export const githubFailure: FailureForm = (status, _request, detail) => {
  if (status === 404) return notFound();
  if (status === 429) return secondaryRateLimit();
  if (status === 400) return failure(status, "Problems parsing JSON");
  return failure(status, status === 500 ? `Server Error: ${detail}` : `${detail}.`);
};

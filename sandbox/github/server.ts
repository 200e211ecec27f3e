import type { FailureForm } from "../kit/guard";
import type { ServerOptions } from "../kit/server";
import { failure, notFound, secondaryRateLimit } from "./errors";

/** The form of failures that the kit's server finds by itself. */
const githubFailure: FailureForm = (status, _request, detail) => {
  if (status === 404) return notFound();
  if (status === 429) return secondaryRateLimit();
  if (status === 400) return failure(status, "Problems parsing JSON");
  return failure(status, status === 500 ? `Server Error: ${detail}` : `${detail}.`);
};

/** What a server of the kit needs to be GitHub's. */
export const githubServer: Pick<ServerOptions, "failure" | "bodyLimit" | "jsonTypes"> = {
  failure: githubFailure,
  // Whole files come as JSON, in base64.
  bodyLimit: 64 * 1024 ** 2,
  // The documentation's examples are `curl -d '{…}'`, which calls it a form.
  jsonTypes: /^application\/(([\w.+-]+\+)?json|x-www-form-urlencoded)/,
};

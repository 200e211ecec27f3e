import type { FastifyRequest } from "fastify";
import { ApiError } from "../kit/errors";
import type { FailureForm } from "../kit/guard";

/** Heroku's failures, with its ids and its words. Where the words are not on record, sandbox/contracts/README.md says so. */

function failure(status: number, id: string, message: string, more: Record<string, unknown> = {}): ApiError {
  return new ApiError(status, { id, message, ...more });
}

export const badRequest = (message: string): ApiError => failure(400, "bad_request", message);

export const unauthorized = (message = "Invalid credentials provided."): ApiError =>
  failure(401, "unauthorized", message);

export const forbidden = (message: string): ApiError => failure(403, "forbidden", message);

/** @param what as Heroku names it: `app`, `add_on attachment`; `resource` in the body is the same with underscores. */
export function notFound(what: string, words = what): ApiError {
  return failure(404, "not_found", `Couldn't find that ${words}.`, { resource: what });
}

export const notAcceptable = (): ApiError =>
  failure(
    406,
    "not_acceptable",
    "The API version was not given. Send the header `Accept: application/vnd.heroku+json; version=3`.",
  );

export const conflict = (message: string): ApiError => failure(409, "conflict", message);

export const badRange = (message: string): ApiError => failure(416, "requested_range_not_satisfiable", message);

export const invalidParams = (message: string): ApiError => failure(422, "invalid_params", message);

export const multipleMatches = (message: string): ApiError => failure(422, "multiple_matches", message);

export function confirmationRequired(app: string, message: string): ApiError {
  return new ApiError(423, { id: "confirmation_required", message }, { "x-confirmation-required": app });
}

export function rateLimited(): ApiError {
  const message = "Your account reached the API rate limit\nPlease wait a few minutes before making new requests";
  const url = "https://devcenter.heroku.com/articles/platform-api-reference#rate-limits";
  return new ApiError(429, { id: "rate_limit", message, url }, { "ratelimit-remaining": "0" });
}

export const notInSandbox = (what: string, reason: string): ApiError =>
  failure(501, "not_implemented_by_sandbox", `The sandbox does not do ${what}: ${reason}`);

const endpointNotFound = ({ method, url }: Pick<FastifyRequest, "method" | "url">): ApiError =>
  failure(
    404,
    "not_found",
    "The requested API endpoint was not found. Are you using the right HTTP verb (i.e. `GET` vs. `POST`), and did you specify your intended version with the `Accept` header?",
    { sandbox: `${method} ${url.split("?")[0]} is not an endpoint of Heroku's` },
  );

const ids: Readonly<Record<number, string>> = {
  413: "payload_too_large",
  421: "misdirected_request",
  503: "service_unavailable",
};

/** The form of the failures that the server itself finds: for `createServer`. */
export const platformFailure: FailureForm = (status, request, detail) => {
  switch (status) {
    case 400:
      return badRequest(`The request could not be read: ${detail}`);
    case 403:
      return forbidden(`Forbidden: ${detail}.`);
    case 404:
      return endpointNotFound(request);
    case 429:
      return rateLimited();
    case 500:
      return failure(500, "internal_server_error", `The sandbox failed: ${detail}`);
    default:
      return failure(status, ids[status] ?? `http_${status}`, `${detail}.`);
  }
};

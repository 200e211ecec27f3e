import type { FastifyRequest } from "fastify";
import type { ApiError } from "../kit/errors";
import { failure, notFound } from "./errors";

/** The form of failures that the kit's server finds by itself. */
export function githubFailure(status: 400 | 404 | 500, _request: FastifyRequest, detail: string): ApiError {
  if (status === 404) return notFound();
  return failure(status, status === 400 ? "Problems parsing JSON" : `Server Error: ${detail}`);
}

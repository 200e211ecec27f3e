import type { FastifyRequest } from "fastify";
import { ApiError } from "../kit/errors";

/** The request's JSON body, an object. */
export function bodyOf(request: FastifyRequest): Record<string, unknown> {
  const { body } = request;
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw invalid("the body must be a JSON object");
  return body as Record<string, unknown>;
}

export function invalid(message: string): ApiError {
  return new ApiError(422, { id: "invalid", message });
}

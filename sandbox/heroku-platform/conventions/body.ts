import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { badRequest, invalidParams } from "../errors";

/** A body that the schema describes, or Heroku's 422 that names the first wrong field. An absent body is an empty one. */
export function readBody<T>(request: FastifyRequest, schema: z.ZodType<T>): T {
  const raw: unknown = request.body ?? {};
  if (typeof raw !== "object" || raw === null || Array.isArray(raw) || "pipe" in raw)
    throw badRequest("The request's body must be a JSON object, with `Content-Type: application/json`.");
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalidParams(`Invalid parameter ${issue?.path.join(".") || "(body)"}: ${issue?.message ?? "is wrong"}`);
}

/** `"name"`, `{ "name": … }` or `{ "id": … }`: clients send each. */
export const reference = z
  .union([z.string(), z.object({ id: z.string().optional(), name: z.string().optional() })])
  .transform((value) => (typeof value === "string" ? value : (value.id ?? value.name ?? "")));

import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { wrongInput } from "./errors";

/** A form's fields; those that a person left empty are absent. @throws PageError 422 that names the field. */
export function readForm<T>(request: FastifyRequest, form: z.ZodType<T>): T {
  const fields = Object.entries((request.body ?? {}) as Record<string, string>).filter(
    ([, value]) => value.trim() !== "",
  );
  const parsed = form.safeParse(Object.fromEntries(fields));
  if (!parsed.success) throw wrongInput(z.prettifyError(parsed.error));
  return parsed.data;
}

import type { FastifyRequest } from "fastify";
import type { Job } from "./entities";
import { badDocument, invalid } from "./errors";
import { frequencyFault } from "./frequency";

/** Case matters, as the API's clients send them. */
const dynoSizes = [
  "Free",
  "Hobby",
  "Eco",
  "Basic",
  "Standard-1X",
  "Standard-2X",
  "Performance-M",
  "Performance-L",
  "Performance-L-RAM",
  "Performance-XL",
  "Performance-2XL",
  "Private-S",
  "Private-M",
  "Private-L",
  "Shield-S",
  "Shield-M",
  "Shield-L",
] as const;

export type Settable = Pick<Job, "command" | "dynoSize" | "every" | "at">;

/**
 * What a request sets, checked; attributes that it does not name are those of `former`. The document's own `id` is not
 * looked at: clients are known to send the app's there.
 */
export function readAttributes(request: FastifyRequest, former: Partial<Settable> = {}): Settable {
  const sent = attributesOf(request.body);
  const command = sent["command"] ?? former.command;
  if (typeof command !== "string" || command.trim() === "") throw invalid("command", "command can't be blank");
  const dynoSize = sent["dyno-size"] ?? former.dynoSize ?? "Basic";
  if (typeof dynoSize !== "string" || !(dynoSizes as readonly string[]).includes(dynoSize))
    throw invalid("dyno-size", `dyno-size must be one of ${dynoSizes.join(", ")}`);
  const every = sent["every"] ?? former.every;
  const at = sent["at"] ?? (sent["every"] === undefined || sent["every"] === former.every ? former.at : undefined) ?? 0;
  const fault = frequencyFault(every, at);
  if (fault) throw invalid(fault.attribute, fault.detail);
  return { command, dynoSize, every: every as number, at: at as number };
}

function attributesOf(body: unknown): Record<string, unknown> {
  const data = objectAt(body, "data");
  if (data["type"] !== "jobs") throw badDocument('data.type must be "jobs"');
  return objectAt(data, "attributes");
}

function objectAt(holder: unknown, key: string): Record<string, unknown> {
  const value: unknown = typeof holder === "object" && holder !== null ? Reflect.get(holder, key) : undefined;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw badDocument(`the document needs an object ${key}`);
  return value as Record<string, unknown>;
}

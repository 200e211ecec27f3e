import { schemaOf } from "../schema-of";
import type { Endpoint } from "./heroku";

const data = schemaOf("heroku-data");
const scheduler = schemaOf("heroku-scheduler");

/** What the Data and the Scheduler API answer, of which Heroku publishes no schema: by the sandbox's own, in sandbox/contracts. */
const definitions: readonly (readonly [endpoint: RegExp, violations: typeof data, definition: string])[] = [
  [/^GET \/client\/v11\/databases\/:id$/, data, "database"],
  [/\/wait_status$/, data, "waitStatus"],
  [/\/(reset|connection_reset|stats_reset)$/, data, "done"],
  [/\/credentials$/, data, "credentials"],
  [/\/credentials\/:name$/, data, "credential"],
  [/^POST \S+\/databases\/:id\/(backups|restores|transfers)$/, data, "transfer"],
  [/\/transfers$/, data, "transfers"],
  [/\/transfers\/:transfer$/, data, "transfer"],
  [/\/actions\/cancel$/, data, "canceled"],
  [/\/actions\/public-url$/, data, "publicUrl"],
  [/^GET \S+\/transfer-schedules$/, data, "schedules"],
  [/\/transfer-schedules(\/:schedule)?$/, data, "schedule"],
  [/^GET \S+\/jobs$/, scheduler, "jobs"],
  [/^(POST|PATCH) \S+\/jobs(\/:job)?$/, scheduler, "oneJob"],
];

/** What is wrong with an answer of 2xx; undefined when it is of neither API. */
export function wrongUnpublished({ method, route }: Endpoint, body: unknown): string[] | undefined {
  const [, violations, definition] = definitions.find(([endpoint]) => endpoint.test(`${method} ${route}`)) ?? [];
  return violations && definition !== undefined ? violations(definition, body) : undefined;
}

import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { PostgresAddon } from "../../heroku-platform/directory";
import type { Context } from "../context";
import type { Schedule } from "../entities";
import { badRequest, notFound, unknownTimezone } from "../errors";
import { urlNameOf } from "../names";
import { keepingOf } from "../plans";
import { bodyOf, databaseOf, paramOf } from "../requests";
import { isTimezone, weekdays } from "../schedule-time";
import { scheduleBody } from "../serialize";
import { dataTime } from "../time";

const base = "/client/v11/databases/:id/transfer-schedules";

/** Backup schedules of a database: list, make or change by name, delete. */
export function addTransferScheduleRoutes(server: FastifyInstance, context: Context): void {
  const { state } = context;
  server.get(base, (request) => {
    const { id } = databaseOf(context, request);
    return state.schedules.filter((schedule) => schedule.addonId === id).map(scheduleBody);
  });
  server.post(base, (request, reply) => {
    const addon = databaseOf(context, request);
    const wanted = parse(bodyOf(request), addon);
    const found = state.schedules.find(({ addonId, name }) => addonId === addon.id && name === wanted.name);
    void reply.code(found ? 200 : 201);
    return scheduleBody(found ? change(context, found, wanted) : make(context, addon, wanted));
  });
  server.delete(`${base}/:schedule`, (request) => {
    const { id } = databaseOf(context, request);
    const wanted = paramOf(request, "schedule");
    const found = state.schedules.find((schedule) => schedule.addonId === id && schedule.id === wanted);
    if (!found) throw notFound();
    state.schedules.remove(found.id);
    return { ...scheduleBody(found), deleted_at: dataTime(context.clock.now().toISOString()) };
  });
}

type Wanted = Pick<Schedule, "name" | "hour" | "timezone">;

function parse(body: Record<string, unknown>, addon: PostgresAddon): Wanted {
  const { hour, timezone = "UTC", schedule_name: name } = body;
  if (typeof timezone !== "string" || !isTimezone(timezone)) throw unknownTimezone(String(timezone));
  if (name !== undefined && name !== null && typeof name !== "string") throw badRequest("schedule_name is invalid");
  return { hour: parseHour(hour), timezone, name: name || urlNameOf(addon) };
}

/** Clients send a number or digits: `5`, `"05"`. */
function parseHour(hour: unknown): number {
  const number = typeof hour === "string" && /^\d{1,2}$/.test(hour) ? Number(hour) : hour;
  if (typeof number !== "number" || !Number.isInteger(number) || number < 0 || number > 23)
    throw badRequest(`Invalid hour ${JSON.stringify(hour ?? null)}: it must be a whole number from 0 to 23`);
  return number;
}

function change({ state, clock }: Context, found: Schedule, { hour, timezone }: Wanted): Schedule {
  return state.schedules.update(found.id, { hour, timezone, updatedAt: clock.now().toISOString() });
}

function make({ state, clock }: Context, addon: PostgresAddon, wanted: Wanted): Schedule {
  const { weeks, months } = keepingOf(addon.plan);
  const now = clock.now().toISOString();
  return state.schedules.insert({
    id: randomUUID(),
    addonId: addon.id,
    appId: addon.app.id,
    ...wanted,
    days: [...weekdays],
    retainWeeks: weeks,
    retainMonths: months,
    lastRunAt: null,
    createdAt: now,
    updatedAt: now,
  });
}

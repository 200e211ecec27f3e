import { statSync } from "node:fs";
import type { Context } from "./context";
import type { Schedule, Transfer } from "./entities";
import { locationOf } from "./signed-url";
import { dataTime, dataTimeOrNull } from "./time";

export function transferBody(context: Context, transfer: Transfer, verbose = false): Record<string, unknown> {
  return {
    uuid: transfer.id,
    num: transfer.num,
    from_name: transfer.fromName,
    from_type: transfer.fromType,
    from_url: transfer.fromUrl ?? "",
    to_name: transfer.toName,
    to_type: transfer.toType,
    to_url: transfer.toType === "gof3r" ? locationOf(context, transfer.id) : (transfer.toUrl ?? ""),
    options: {},
    source_bytes: transfer.sourceBytes,
    processed_bytes: transfer.finishedAt === null ? bytesSoFar(context, transfer) : transfer.processedBytes,
    warnings: transfer.warnings,
    succeeded: transfer.succeeded,
    created_at: dataTime(transfer.createdAt),
    started_at: dataTimeOrNull(transfer.startedAt),
    finished_at: dataTimeOrNull(transfer.finishedAt),
    canceled_at: dataTimeOrNull(transfer.canceledAt),
    updated_at: dataTime(transfer.updatedAt),
    deleted_at: dataTimeOrNull(transfer.deletedAt),
    purged_at: dataTimeOrNull(transfer.deletedAt),
    num_keep: transfer.numKeep,
    ...(transfer.scheduleId === null ? {} : { schedule: { uuid: transfer.scheduleId } }),
    ...(verbose
      ? { logs: transfer.logs.map(({ createdAt, ...line }) => ({ created_at: dataTime(createdAt), ...line })) }
      : {}),
  };
}

/** Of a dump that is being written. */
function bytesSoFar({ state }: Context, { id }: Transfer): number {
  return statSync(state.dumpFile(id), { throwIfNoEntry: false })?.size ?? 0;
}

export function scheduleBody(schedule: Schedule): Record<string, unknown> {
  return {
    uuid: schedule.id,
    name: schedule.name,
    hour: schedule.hour,
    days: schedule.days,
    timezone: schedule.timezone,
    retain_weeks: schedule.retainWeeks,
    retain_months: schedule.retainMonths,
    created_at: dataTime(schedule.createdAt),
    updated_at: dataTime(schedule.updatedAt),
    deleted_at: null,
  };
}

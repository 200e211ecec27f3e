import { randomUUID } from "node:crypto";
import { type Context } from "./context";
import { Journal, type JournalRecord } from "./safety/journal";
import { removeTemporaryApp } from "./steps/make-temporary-app";

/** Whether the database may be changed. */
export const touched = (journal: Journal) =>
  journal.step("restore") !== undefined || journal.step("migrate-back-1") !== undefined;

const captureGoodForMs = 15 * 60_000;

/** The interrupted run's journal; a capture that is old by now is made anew, as long as nothing has been changed. */
export function goOn({ now, output }: Context, journal: Journal): Journal {
  const captured = journal.step("capture")?.endedAt;
  const old = captured !== undefined && now().getTime() - Date.parse(captured) > captureGoodForMs;
  if (old && !touched(journal)) journal.forget("capture");
  output.line(`Goes on with the run that began ${journal.startedAt.toISOString()}.`);
  return journal;
}

export interface NewRun extends Pick<JournalRecord, "what" | "locked" | "decision"> {
  /** The run that did not come to its end. */
  readonly former: Journal | undefined;
}

/** A new run's journal, which takes over what an unfinished one has closed and captured. */
export async function beginRun(context: Context, { former, ...run }: NewRun): Promise<Journal> {
  const { stateFolder, app, now, output } = context;
  const record = { ...run, operation: randomUUID(), appId: app.id, startedAt: now().toISOString() };
  if (!former) return Journal.begin(stateFolder, record);
  output.line(`Takes the place of an unfinished ${former.what}.`);
  await removeTemporaryApp(context, former.step("temporary-app")?.data?.["app"]);
  const kept = ["maintenance-on", "hold-jobs", "stop-workers", ...(touched(former) ? ["capture"] : [])];
  const steps = kept.flatMap((id) => (former.step(id) ? [[id, former.step(id)!] as const] : []));
  return Journal.begin(stateFolder, { ...record, operation: former.operation }, Object.fromEntries(steps));
}

import { z } from "zod";
import { type Context } from "../context";
import { type StepRun } from "../run-steps";

const quantities = z.record(z.string(), z.number());
export type Quantities = z.infer<typeof quantities>;

/** Process types that run beside `web`: requests do not reach `web` in maintenance mode, but nothing holds these. */
export async function listWorkers({ heroku, app, signal }: Context): Promise<Quantities> {
  const formation = await heroku.platform.formations.list(app.id, signal);
  const running = formation.filter(({ type, quantity }) => type !== "web" && quantity > 0);
  return Object.fromEntries(running.map(({ type, quantity }) => [type, quantity]));
}

/** Scales them to zero and notes how many there were. */
export async function stopWorkers(context: Context, run: StepRun): Promise<string> {
  const noted = quantities.safeParse(run.noted["quantities"]);
  const before = noted.success ? noted.data : await listWorkers(context);
  run.note({ quantities: before });
  for (const type of Object.keys(before)) await scale(context, type, 0);
  return Object.keys(before).join(", ") || "none run";
}

/** @param noted what `stopWorkers` noted */
export async function startWorkers(context: Context, noted: unknown): Promise<string> {
  const before = quantities.safeParse(noted).data ?? {};
  for (const [type, quantity] of Object.entries(before)) await scale(context, type, quantity);
  return Object.keys(before).join(", ") || "none to start";
}

async function scale({ heroku, app, signal }: Context, type: string, quantity: number): Promise<void> {
  await heroku.platform.formations.update(app.id, type, { quantity }, signal);
}

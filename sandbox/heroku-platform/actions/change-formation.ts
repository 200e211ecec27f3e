import { z } from "zod";
import { findDynoSize, type DynoSize } from "../catalog/dyno-sizes";
import { reference } from "../conventions/body";
import type { App, Formation } from "../entities";
import { invalidParams } from "../errors";
import type { Platform } from "../platform";
import { formationWire } from "../wire/apps";

/** All forms that clients send: a number, `"2"`, `"+1"`, `"-1"`; the size in `size` or in `dyno_size`. */
export const formationUpdate = z.object({
  quantity: z.union([z.number().int(), z.string().regex(/^[+-]?\d+$/)]).nullish(),
  size: z.string().nullish(),
  dyno_size: reference.nullish(),
  docker_image: z.unknown().optional(),
});
export type FormationUpdate = z.infer<typeof formationUpdate>;

/** Heroku scales these sizes to one dyno for a process type, and mixes them with no other size. */
const single = ["Eco", "Basic"];

/** Scales and resizes; all updates are checked before any of them is made. */
export function changeFormation(
  platform: Platform,
  app: App,
  updates: readonly { readonly row: Formation; readonly update: FormationUpdate }[],
  email: string,
): Formation[] {
  const { formations } = platform.state;
  const planned = updates.map(({ row, update }) => plan(row, update));
  const others = formations.filter(({ appId, id }) => appId === app.id && !planned.some((row) => row.id === id));
  refuseMixture([...planned, ...others]);
  const changed = planned.map(({ id, quantity, size }) =>
    formations.update(id, { quantity, size, updatedAt: platform.timestamp() }),
  );
  const words = changed.map(({ type, quantity, size }) => `${type}@${quantity}:${size}`).join(" ");
  if (changed.length > 0) platform.logs.add(app.id, "app", "api", `Scaled to ${words} by user ${email}`);
  platform.dynos.reconcile(app.id);
  for (const row of changed)
    platform.webhooks.tell(app.id, {
      subject: "formation",
      action: "update",
      data: formationWire(app, findDynoSize(row.size), row),
    });
  return changed;
}

function plan(row: Formation, update: FormationUpdate): Formation {
  if (update.docker_image != null) throw invalidParams("The sandbox releases no docker images.");
  const size = wantedSize(row, update);
  const quantity = wantedQuantity(row, update);
  if (row.type === "release" && quantity > 0)
    throw invalidParams("The release process type runs with each release and cannot be scaled.");
  if (single.includes(size.name) && quantity > 1)
    throw invalidParams(`Cannot update to more than 1 ${size.name} size dynos per process type.`);
  return { ...row, quantity, size: size.name };
}

function wantedSize(row: Formation, update: FormationUpdate): DynoSize {
  const name = update.size ?? update.dyno_size ?? row.size;
  const size = findDynoSize(name);
  if (!size) throw invalidParams(`Couldn't find that size (${name}).`);
  return size;
}

function wantedQuantity(row: Formation, update: FormationUpdate): number {
  const { quantity } = update;
  if (quantity == null) return row.quantity;
  const relative = typeof quantity === "string" && /^[+-]/.test(quantity);
  const wanted = relative ? Math.max(0, row.quantity + Number(quantity)) : Number(quantity);
  if (wanted < 0 || wanted > 100) throw invalidParams(`Quantity ${quantity} must be from 0 to 100.`);
  return wanted;
}

function refuseMixture(rows: readonly Formation[]): void {
  const sizes = [...new Set(rows.filter(({ quantity }) => quantity > 0).map(({ size }) => size))].sort();
  if (sizes.length > 1 && sizes.some((size) => single.includes(size)))
    throw invalidParams(`Cannot use the following dyno types in the same app: ${sizes.join(" and ")}`);
}

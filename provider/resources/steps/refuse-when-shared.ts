import { type Addon, type Context, Refused } from "../../engine/definition";

/**
 * A database that other apps use must not go with its own app.
 * @throws Refused `attached_elsewhere`, naming the apps and the way to detach.
 */
export async function refuseWhenShared(addons: readonly Addon[], { platform, signal }: Context): Promise<void> {
  for (const { id, name, app } of addons) {
    const elsewhere = (await platform.addons.attachments(id, signal)).filter(
      (attachment) => attachment.app.id !== app.id,
    );
    if (elsewhere.length === 0) continue;
    const apps = elsewhere.map((attachment) => `${attachment.app.name} (as ${attachment.name})`).join(", ");
    const first = elsewhere[0];
    const next = `Detach it first: \`heroku addons:detach ${first?.name} --app ${first?.app.name}\``;
    throw new Refused(
      "attached_elsewhere",
      `${name} of ${app.name} is attached to ${apps}, which would lose it. ${next}`,
    );
  }
}

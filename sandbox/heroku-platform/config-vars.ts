import type { Addon, App, Attachment } from "./entities";
import { invalidParams } from "./errors";
import type { PlatformState } from "./state";

/** Names of the config vars that an attachment brings: `DATABASE` of a database brings `DATABASE_URL`. */
export function varsOfAttachment(attachment: Attachment, addon: Addon): string[] {
  return addon.plan.startsWith("heroku-postgresql:") ? [`${attachment.name}_URL`] : [];
}

/** The config vars that the app's attachments bring; those of an add-on that is provisioning have no value yet. */
function attachedVars(state: PlatformState, appId: string): Record<string, string> {
  const vars: Record<string, string> = {};
  for (const attachment of state.attachments.where("appId", appId)) {
    const addon = state.addons.get(attachment.addonId);
    if (!addon?.database) continue;
    for (const name of varsOfAttachment(attachment, addon)) vars[name] = addon.database.url;
  }
  return vars;
}

/** Names that attachments hold, also before they have a value. */
export function attachedNames(state: PlatformState, appId: string): string[] {
  return state.attachments.where("appId", appId).flatMap((attachment) => {
    const addon = state.addons.get(attachment.addonId);
    return addon ? varsOfAttachment(attachment, addon) : [];
  });
}

/** All config vars of an app, as its dynos see them. */
export const configVars = (state: PlatformState, app: App): Record<string, string> => ({
  ...app.config,
  ...attachedVars(state, app.id),
});

/** Heroku's schema has letters, digits and `_`; its documentation forbids `__` at the beginning. */
export function refuseBadNames(names: readonly string[]): void {
  const bad = names.find((name) => !/^(?!__)\w+$/.test(name));
  if (bad === undefined) return;
  throw invalidParams(
    `${JSON.stringify(bad)} cannot be a config var's name: use letters, digits and _, not __ at the beginning.`,
  );
}

import { type Addon, type Context, isNotFound, Refused, waitUntil } from "../../engine/definition";

/** Waits until Heroku has provisioned it and its app has its config vars. @throws Refused `not_provisioned` when that failed. */
export async function waitForAddon(id: string, context: Context): Promise<void> {
  const addon = await waitUntil(`the add-on is provisioned`, () => provisioned(id, context), context);
  await waitUntil(`${addon.app.name} has ${addon.config_vars.join(", ")}`, () => configured(addon, context), context);
}

async function provisioned(id: string, { platform, signal }: Context): Promise<Addon | undefined> {
  const addon = await platform.addons.get(id, signal).catch((error: unknown) => {
    if (isNotFound(error)) throw failed(id);
    throw error;
  });
  if (addon.state === "deprovisioning" || addon.state === "deprovisioned") throw failed(addon.name);
  return addon.state === "provisioned" ? addon : undefined;
}

function failed(addon: string): Refused {
  return new Refused(
    "not_provisioned",
    `its service gave up provisioning add-on ${addon}. See https://status.heroku.com, then run \`up\` again`,
  );
}

async function configured(addon: Addon, { platform, signal }: Context): Promise<true | undefined> {
  if (addon.config_vars.length === 0) return true;
  const vars = await platform.configVars.get(addon.app.id, signal);
  return addon.config_vars.every((name) => name in vars) ? true : undefined;
}

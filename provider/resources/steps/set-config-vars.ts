import { type Context, type Release } from "../../engine/definition";

/**
 * Sets `vars` and unsets those of `owned` that are not among them, in one request and so in one release, which may be in its release
 * phase still. Nothing is sent, and no release made, when all is so already.
 */
export async function setConfigVars(
  app: string,
  vars: Readonly<Record<string, string>>,
  owned: readonly string[],
  context: Context,
): Promise<Release | undefined> {
  const { platform, signal } = context;
  const live = await platform.configVars.get(app, signal);
  const set = Object.entries(vars).filter(([name, value]) => !Object.hasOwn(live, name) || live[name] !== value);
  const unset = owned
    .filter((name) => !Object.hasOwn(vars, name) && Object.hasOwn(live, name))
    .map((name): [string, null] => [name, null]);
  if (set.length + unset.length === 0) return undefined;
  await platform.configVars.update(app, Object.fromEntries<string | null>([...set, ...unset]));
  return platform.releases.latest(app, signal);
}

import { type Context } from "../../engine/definition";
import { waitForRelease } from "./wait-for-release";

/**
 * Sets `vars` and unsets those of `owned` that are not among them, in one request and so in one release, and waits for its release
 * phase. Nothing is sent when all is so already.
 * @throws Refused `release_failed`
 */
export async function setConfigVars(
  app: string,
  vars: Readonly<Record<string, string>>,
  owned: readonly string[],
  context: Context,
): Promise<void> {
  const { platform, signal } = context;
  const live = await platform.configVars.get(app, signal);
  const set = Object.entries(vars).filter(([name, value]) => live[name] !== value);
  const unset = owned.filter((name) => !(name in vars) && name in live).map((name): [string, null] => [name, null]);
  if (set.length + unset.length === 0) return;
  await platform.configVars.update(app, Object.fromEntries<string | null>([...set, ...unset]));
  const release = await platform.releases.latest(app, signal);
  if (release) await waitForRelease(app, release.id, context);
}

import { type Context, undefinedIfGone } from "../../engine/definition";

/** Whether two ids or names are of one app; one that is not there is of none. */
export async function sameApp(one: string, other: string, { platform, signal }: Context): Promise<boolean> {
  const get = (app: string) => platform.apps.get(app, signal).catch(undefinedIfGone);
  return sameId(await Promise.all([get(one), get(other)]));
}

/** Whether two ids or names are of one add-on; one that is not there is of none. */
export async function sameAddon(one: string, other: string, { platform, signal }: Context): Promise<boolean> {
  const get = (addon: string) => platform.addons.get(addon, signal).catch(undefinedIfGone);
  return sameId(await Promise.all([get(one), get(other)]));
}

function sameId([one, other]: readonly ({ readonly id: string } | undefined)[]): boolean {
  return one !== undefined && one.id === other?.id;
}

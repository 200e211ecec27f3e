import { Refused } from "../errors";
import { ask, type Asking } from "./question";

export class NotConfirmed extends Refused {
  readonly id = "not_confirmed";
}

/**
 * Has a person type the app's name; `--yes` together with `--app` takes its place.
 * @throws NotConfirmed
 */
export async function confirm(
  app: string,
  given: { readonly yes?: boolean; readonly app?: string },
  asking: Asking,
): Promise<void> {
  if (given.yes && given.app === app) return;
  if (given.yes)
    throw new NotConfirmed(`--yes needs the app's name beside it: --yes --app ${app}. Nothing was changed`);
  if (!asking.input.isTTY)
    throw new NotConfirmed(
      `nobody is there to confirm: add --yes --app ${app}, or --plan to look only. Nothing was changed`,
    );
  await typed("app", app, asking);
}

/** Has a person at a terminal type a name. @throws NotConfirmed, Interrupted */
export async function typed(what: string, name: string, asking: Asking): Promise<void> {
  const answer = await ask(`Type the ${what}'s name to go on (${name}):`, asking);
  if (answer !== name) throw new NotConfirmed(`${JSON.stringify(answer)} is not ${name}: nothing was changed`);
}

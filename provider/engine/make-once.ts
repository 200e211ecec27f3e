import { mayBeDone } from "../../clients/transport";
import { type Context } from "./context";

/** Nobody knows whether a thing was made: its creation's answer was lost, and no new one is to be seen. */
export class MaybeMade extends Error {
  readonly id = "maybe_made";
  override readonly name = "MaybeMade";
}

export interface Making<T> {
  /** What is made, for messages; creations of the same wait for each other, so that each sees only its own as new. */
  readonly what: string;
  make(): Promise<T>;
  /** Every thing there is that could be it. */
  alike(): Promise<readonly T[]>;
}

const pausesMs = [0, 1_000, 3_000];

/**
 * Makes a thing once, though the answer may be lost: then what is there now and was not before is it.
 * @throws MaybeMade when none, or more than one, is there; what `make` throws when surely nothing was made.
 */
export function makeOnce<T extends { readonly id: string }>(making: Making<T>, context: Context): Promise<T> {
  return inTurn(making.what, async () => {
    const before = new Set((await making.alike()).map(({ id }) => id));
    return making.make().catch((error: unknown) => {
      if (!mayBeDone(error)) throw error;
      return findNew(making, before, error, context);
    });
  });
}

async function findNew<T extends { readonly id: string }>(
  { what, alike }: Making<T>,
  before: ReadonlySet<string>,
  lost: Error,
  { time, log }: Context,
): Promise<T> {
  let found: readonly T[] = [];
  for (const pause of pausesMs) {
    // A cancellation does not end this: what was made must not be lost.
    await time.sleep(pause);
    found = (await alike().catch(() => [])).filter(({ id }) => !before.has(id));
    if (found.length > 0) break;
  }
  const [it] = found;
  if (!it || found.length > 1) throw new MaybeMade(unsure(what, lost, found), { cause: lost });
  log("info", `the answer to the creation of ${what} was lost; it was found as ${it.id}`);
  return it;
}

function unsure(what: string, lost: Error, found: readonly { readonly id: string }[]): string {
  const seen =
    found.length > 0 ? `several new ones are there (${found.map(({ id }) => id).join(", ")})` : "none is there";
  return `${lost.message}. Whether ${what} was made is not known: ${seen}. Look for it, and import it if it is there, before you run \`up\` again`;
}

const last = new Map<string, Promise<unknown>>();

async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const mine = (last.get(key) ?? Promise.resolve()).then(work, work);
  last.set(key, mine);
  try {
    return await mine;
  } finally {
    if (last.get(key) === mine) last.delete(key);
  }
}

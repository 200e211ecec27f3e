import * as fc from "fast-check";
import { type SourceFile } from "../../operations/migrations/ask-python";
import { keyOf, partsOf, type Key } from "../../operations/migrations/keys";

/** A migration to be written as a file; `needs` may also be `a.__first__` or `a.__latest__`. */
export interface Drawn {
  readonly key: Key;
  readonly needs?: readonly Key[];
  readonly runBefore?: readonly Key[];
  readonly replaces?: readonly Key[];
  readonly swappable?: boolean;
}

const pair = (key: Key) => `("${partsOf(key).app}", "${partsOf(key).name}")`;
const list = (keys: readonly Key[] = []) => keys.map(pair).join(", ");

export function fileOf({ key, needs, runBefore, replaces, swappable = false }: Drawn): SourceFile {
  const user = swappable ? ", migrations.swappable_dependency(settings.AUTH_USER_MODEL)" : "";
  return {
    path: `${partsOf(key).app}/migrations/${partsOf(key).name}.py`,
    source: `from django.conf import settings
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [*[${list(needs)}]${user}]
    run_before = [${list(runBefore)}]
    replaces = [${list(replaces)}]
    operations = []
`,
  };
}

const apps = ["a", "b", "c"];

/** Up to 12 migrations of 3 apps without cycles: in an app each follows the one before, or an earlier one (a branch). */
export const drawnMigrations: fc.Arbitrary<readonly Drawn[]> = fc
  .array(
    fc.record({ app: fc.constantFrom(...apps), skip: fc.nat(9), others: fc.array(fc.nat(20), { maxLength: 2 }) }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((steps) => {
    const made: Drawn[] = [];
    steps.forEach(({ app, skip, others }, at) => {
      const own = made.filter(({ key }) => partsOf(key).app === app);
      const earlier = own.at(skip === 0 ? -2 : -1) ?? own.at(-1);
      const elsewhere = others.flatMap((other) => made[other]?.key ?? []).filter((key) => partsOf(key).app !== app);
      const needs = [...(earlier === undefined ? [] : [earlier.key]), ...elsewhere];
      made.push({ key: keyOf({ app, name: `m${`${at}`.padStart(2, "0")}` }), needs });
    });
    return [...made, ...merges(made)];
  });

/** What ends the branches of each app, as `makemigrations --merge` does. */
function merges(made: readonly Drawn[]): Drawn[] {
  return apps.flatMap((app) => {
    const own = made.filter(({ key }) => partsOf(key).app === app);
    const leaves = own.filter(({ key }) => !own.some(({ needs }) => needs?.includes(key))).map(({ key }) => key);
    return leaves.length > 1 ? [{ key: keyOf({ app, name: "m99_merge" }), needs: leaves }] : [];
  });
}

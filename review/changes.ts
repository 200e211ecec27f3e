import { type Digest, type Step, type State } from "./digest";
import { leaves, shown, valueAt } from "./values";

export type Action = "create" | "update" | "replace" | "delete" | "import";

export interface Property {
  readonly path: string;
  /** For people: secrets are hidden. */
  readonly before: string;
  readonly after: string;
}

export interface Change {
  readonly action: Action;
  /** The type token: `heroku:index:ConfigVars`. */
  readonly type: string;
  /** The name in the program. */
  readonly name: string;
  readonly properties: readonly Property[];
  /** The values as the engine told them, secrets as `[secret]`: for judging, never for showing. */
  readonly old: State | undefined;
  readonly new: State | undefined;
}

/** Pulumi's steps to what people call the change; a replacement comes as three steps. */
const actions: Readonly<Record<string, Action>> = {
  create: "create",
  update: "update",
  delete: "delete",
  import: "import",
  replace: "replace",
  "create-replacement": "replace",
  "delete-replaced": "replace",
  "import-replacement": "replace",
};
/** Components and the engine's own hold nothing themselves. */
const bookkeeping = /^(pulumi:|penny:index:)/;

/** What an `up` would do, in a stable order: by type and name. */
export function changesOf({ steps }: Digest): Change[] {
  const changes = new Map<string, Change>();
  for (const step of steps) {
    const action = actions[step.op];
    const { type, name } = identity(step);
    if (action && !bookkeeping.test(type)) changes.set(`${type}::${name}`, changeOf(step, action));
  }
  return [...changes.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, change]) => change);
}

/** The last parts of a URN: type (without those of its parents) and name. */
export function identity({ urn }: Pick<Step, "urn">): { type: string; name: string } {
  const [, , types = "", ...name] = urn.split("::");
  return { type: types.split("$").at(-1)!, name: name.join("::") };
}

function changeOf(step: Step, action: Action): Change {
  const old = step.oldState ?? undefined;
  const now = action === "delete" ? undefined : (step.newState ?? undefined);
  return { action, ...identity(step), properties: propertiesOf(step, action, old, now), old, new: now };
}

function propertiesOf(step: Step, action: Action, old: State | undefined, now: State | undefined): Property[] {
  if (action === "create" || action === "import") return compared(undefined, now?.inputs);
  if (action === "delete") return compared(old?.inputs, undefined);
  const paths = Object.entries(step.detailedDiff ?? {});
  if (paths.length === 0) return compared(old?.inputs, now?.inputs);
  return paths
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, { inputDiff }]) => ({
      path,
      before: shown(path, (inputDiff ? undefined : valueAt(old?.outputs, path)) ?? valueAt(old?.inputs, path)),
      after: shown(path, valueAt(now?.inputs, path)),
    }));
}

/** The leaves in which two values differ. */
export function compared(old: unknown, now: unknown): Property[] {
  const before = new Map(leaves(old));
  const after = new Map(leaves(now));
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path))
    .sort()
    .map((path) => ({ path, before: shown(path, before.get(path)), after: shown(path, after.get(path)) }));
}

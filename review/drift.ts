import { compared, identity, type Property } from "./changes";
import { type Digest } from "./digest";

/** A resource that was changed, or removed, by someone else than the program. */
export interface Drift {
  readonly type: string;
  readonly name: string;
  readonly gone: boolean;
  /** `before`: as the last `up` left it; `after`: as it is. */
  readonly properties: readonly Property[];
}

/**
 * What a refresh found. The digest's refresh steps tell only what the state held before; what was found is the old state of
 * the step that follows for the same resource, and nothing follows (unless `--show-sames` is given) where nothing is to be
 * done. A secret's new value cannot be told from its old one here.
 */
export function driftOf({ steps }: Digest): Drift[] {
  const later = new Map(steps.filter(({ op }) => op !== "refresh" && op !== "read").map((step) => [step.urn, step]));
  return steps
    .filter(({ op, oldState, urn }) => op === "refresh" && oldState?.custom && later.has(urn))
    .flatMap((refreshed): Drift[] => {
      const found = later.get(refreshed.urn)?.oldState ?? undefined;
      const properties = found ? compared(refreshed.oldState?.inputs, found.inputs) : [];
      const one = { ...identity(refreshed), gone: !found, properties };
      return isBookkeeping(one.type) || (found && properties.length === 0) ? [] : [one];
    })
    .sort((a, b) => (`${a.type}::${a.name}` < `${b.type}::${b.name}` ? -1 : 1));
}

const isBookkeeping = (type: string) => type.startsWith("pulumi:");

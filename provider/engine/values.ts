/** A value that is not known yet: an output of something that a preview has not made. */
export class Unknown {
  static readonly value = new Unknown();
  toJSON(): string {
    return "[unknown]";
  }
}

/** A value that the engine encrypts in the state. It never shows itself, neither in a template nor as JSON. */
export class Secret {
  readonly #value: Value;
  constructor(value: Value) {
    this.#value = value;
  }
  reveal(): Value {
    return this.#value;
  }
  toString(): string {
    return "[secret]";
  }
  toJSON(): string {
    return "[secret]";
  }
}

export type Value = null | undefined | boolean | number | string | Unknown | Secret | Value[] | Values;
/** A resource's properties as the Pulumi engine sends them. */
export interface Values {
  [name: string]: Value;
}

export function isValues(value: Value): value is Values {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Secret) &&
    !(value instanceof Unknown)
  );
}

/** The value with its secrets opened, at any depth. */
export function reveal(value: Value): Value {
  if (value instanceof Secret) return reveal(value.reveal());
  if (Array.isArray(value)) return value.map(reveal);
  return isValues(value) ? mapValues(value, reveal) : value;
}

export function revealAll(values: Values): Values {
  return mapValues(values, reveal);
}

/** What is known of them, with secrets opened. */
export function knownParts(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => !hasUnknown(value))
      .map(([name, value]) => [name, reveal(value)]),
  );
}

export function hasUnknown(value: Value): boolean {
  if (value instanceof Unknown) return true;
  if (value instanceof Secret) return hasUnknown(value.reveal());
  if (Array.isArray(value)) return value.some(hasUnknown);
  return isValues(value) && Object.values(value).some(hasUnknown);
}

export function hasSecret(value: Value): boolean {
  if (value instanceof Secret) return true;
  if (Array.isArray(value)) return value.some(hasSecret);
  return isValues(value) && Object.values(value).some(hasSecret);
}

/** A secret with unknown parts stays one: the engine is told so. */
export function secret(value: Value): Value {
  return value === undefined || value instanceof Secret ? value : new Secret(reveal(value));
}

/** `value` with everything marked as a secret that is one in `model`: an input given as a secret stays one in the state. */
export function secretLike(model: Value, value: Value): Value {
  if (value == null || value instanceof Secret) return value;
  if (model instanceof Secret) return secret(value);
  if (Array.isArray(model)) return hasSecret(model) ? secret(value) : value;
  if (!isValues(model) || !isValues(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, secretLike(model[name], part)]));
}

export function isAbsent(value: Value): value is null | undefined {
  return value === undefined || value === null;
}

function mapValues(values: Values, change: (value: Value) => Value): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}

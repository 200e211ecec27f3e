import { redact } from "../../clients/transport";
import { type AnyField, type AnyResource, type Fields, type FieldType, type Wrong } from "./definition";
import { secretTexts } from "./hide";
import {
  hasSecret,
  hasUnknown,
  isAbsent,
  isValues,
  knownParts,
  reveal,
  revealAll,
  Secret,
  secret,
  secretLike,
  type Value,
  type Values,
} from "./values";

/** `property` is a path of the engine's: `vars["BAD"]`, `source.url`. */
export interface Failure {
  readonly property: string;
  readonly reason: string;
}
export interface Checked {
  readonly inputs: Values;
  readonly failures: readonly Failure[];
}

/** Fills in defaults and one spelling for each value, and finds everything that is wrong, all at once. */
export async function check(resource: AnyResource, news: Values, olds: Values | undefined): Promise<Checked> {
  const { inputs, failures } = checkFields(resource.inputs, news);
  const known = knownParts(inputs);
  const across = resource.check?.(known, olds && knownParts(olds)) ?? [];
  const all = [...failures, ...across.map((wrong) => failure(wrong.property, inputs[wrong.property], wrong))];
  const done =
    all.length > 0 || hasUnknown(inputs) || !resource.complete
      ? { inputs, failures: all }
      : await complete(resource.complete.bind(resource), inputs);
  const secrets = secretTexts([news, olds ?? {}, inputs]);
  return { ...done, failures: done.failures.map((one) => ({ ...one, reason: redact(one.reason, secrets) })) };
}

async function complete(fill: (inputs: Values) => Promise<unknown>, inputs: Values): Promise<Checked> {
  try {
    const filled = (await fill(revealAll(inputs))) as Values;
    return { inputs: secretLike(inputs, filled) as Values, failures: [] };
  } catch (error) {
    return { inputs, failures: [{ property: "", reason: error instanceof Error ? error.message : String(error) }] };
  }
}

export function checkFields(fields: Fields, news: Values): { inputs: Values; failures: Failure[] } {
  const inputs: Values = {};
  const failures: Failure[] = [];
  for (const name of Object.keys(news)) {
    if (!Object.hasOwn(fields, name) && !name.startsWith("__"))
      failures.push(failure(name, news[name], unknownProperty(fields)));
  }
  for (const [name, field] of Object.entries(fields)) {
    const value = isAbsent(news[name]) ? (field.default as Value) : news[name];
    if (isAbsent(value)) {
      if (field.required) failures.push({ property: name, reason: `it is missing. ${field.description}` });
      continue;
    }
    failures.push(...checkField(name, field, value));
    inputs[name] = mark(field, canonical(field, value));
  }
  return { inputs, failures };
}

function checkField(name: string, field: AnyField, value: Value): Failure[] {
  const kind = wrongKind(field.type, value);
  if (kind) return [failure(name, value, { reason: `it must be ${kind}` })];
  const nested = field.type.kind === "object" ? nestedFailures(name, field.type.fields, value) : [];
  if (hasUnknown(value)) return nested;
  const wrongs = field.validate?.(reveal(value) as never) ?? [];
  return [...nested, ...wrongs.map((wrong) => failure(name, value, wrong, field.secret))];
}

function nestedFailures(name: string, fields: Fields, value: Value): Failure[] {
  const { failures } = checkFields(fields, (value instanceof Secret ? reveal(value) : value) as Values);
  return failures.map(({ property, reason }) => failure(name, value, { path: `.${property}`, reason }));
}

/**
 * The engine prints the whole value of the property that a failure names, and of one with a secret inside in plain text. So the
 * failure of such a value names no property; its name goes into the reason.
 */
function failure(
  name: string,
  value: Value,
  { path = "", reason }: { path?: string; reason: string },
  isSecret = false,
): Failure {
  if (!isSecret && !hasSecret(value)) return { property: `${name}${path}`, reason };
  return { property: "", reason: `${name}${path}: ${hideValue(reason, value)}` };
}

/** A reason that quotes the value, as those of plain fields do, must not do so for a secret. */
function hideValue(reason: string, value: Value): string {
  return texts(reveal(value)).reduce((rest, text) => rest.replaceAll(JSON.stringify(text), "[secret]"), reason);
}

function texts(value: Value): string[] {
  if (Array.isArray(value)) return value.flatMap(texts);
  if (isValues(value)) return Object.values(value).flatMap(texts);
  return typeof value === "string" && value !== "" ? [value] : [];
}

function unknownProperty(fields: Fields): Wrong {
  return { reason: `there is no such property. Allowed: ${Object.keys(fields).join(", ")}` };
}

function wrongKind(type: FieldType, given: Value): string | undefined {
  if (hasUnknown(given) && !isValues(given)) return undefined;
  const value = reveal(given);
  switch (type.kind) {
    case "integer":
      return typeof value === "number" && Number.isInteger(value) ? undefined : "a whole number";
    case "list":
      return Array.isArray(value) && value.every((item) => typeof item === type.of) ? undefined : "a list of texts";
    case "map":
      return isValues(value) && Object.values(value).every((item) => typeof item === type.of || hasUnknown(item))
        ? undefined
        : "a map of texts";
    case "object":
      return isValues(value) ? undefined : "an object";
    default:
      return typeof value === type.kind ? undefined : type.kind === "string" ? "text" : "true or false";
  }
}

function canonical({ canonical: change }: AnyField, value: Value): Value {
  if (!change || hasUnknown(value)) return value;
  const result = change(reveal(value) as never) as Value;
  return hasSecret(value) ? secret(result) : result;
}

function mark(field: AnyField, value: Value): Value {
  return field.secret ? secret(value) : value;
}

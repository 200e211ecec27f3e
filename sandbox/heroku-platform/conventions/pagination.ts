import type { FastifyReply, FastifyRequest } from "fastify";
import { badRange } from "../errors";

/** How a list may be sorted and cut, and how its rows are shown: only those of the page are. */
export interface ListForm<T> {
  /** The properties by which it may be sorted, the first of which is the default, and where a row has them. */
  readonly keys: Readonly<Record<string, (row: T) => unknown>>;
  readonly show: (row: T) => Row;
}

interface Wanted {
  readonly property: string;
  readonly from?: { readonly value: string; readonly exclusive: boolean };
  readonly to?: { readonly value: string; readonly exclusive: boolean };
  readonly max: number;
  readonly descending: boolean;
}

type Row = Record<string, unknown>;

/** By what most lists may be sorted. */
export const idAndName = {
  id: ({ id }: { readonly id: string }) => id,
  name: ({ name }: { readonly name: string }) => name,
};

const DEFAULT_MAX = 200;
const GREATEST_MAX = 1000;

/**
 * Answers a list by the request's `Range: <property> [first]..[last]; max=N, order=desc` (bounds with `]` or `[` beside the dots are
 * exclusive): 206 with `Next-Range` when more remains. Source: https://devcenter.heroku.com/articles/platform-api-reference#ranges
 */
export function sendPage<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  rows: readonly T[],
  { keys, show }: ListForm<T>,
): Row[] {
  const wanted = parseRange(request.headers.range, Object.keys(keys));
  const keyOf = keys[wanted.property] ?? (() => undefined);
  const sorted = rows
    .map((row) => ({ row, key: keyOf(row) }))
    .filter(({ key }) => within(key, wanted))
    .sort((a, b) => compare(a.key, b.key) * (wanted.descending ? -1 : 1));
  const page = sorted.slice(0, wanted.max);
  const order = wanted.descending ? ", order=desc" : "";
  void reply.header("accept-ranges", Object.keys(keys).join(", "));
  const [first, last] = [page[0]?.key, page.at(-1)?.key];
  if (page.length > 0)
    void reply.header(
      "content-range",
      `${wanted.property} ${String(first)}..${String(last)}; max=${wanted.max}${order}`,
    );
  if (sorted.length > page.length) {
    const end = wanted.to ? `${wanted.to.value}${wanted.to.exclusive ? "[" : ""}` : "";
    void reply.code(206).header("next-range", `${wanted.property} ]${String(last)}..${end}; max=${wanted.max}${order}`);
  }
  return page.map(({ row }) => show(row));
}

/** Answers a short list, whose rows have their form already. */
export function sendList(
  request: FastifyRequest,
  reply: FastifyReply,
  rows: readonly Row[],
  { properties }: { readonly properties: readonly string[] } = { properties: ["id", "name"] },
): Row[] {
  const keys = Object.fromEntries(properties.map((name) => [name, (row: Row) => row[name]]));
  return sendPage(request, reply, rows, { keys, show: (row) => row });
}

function parseRange(header: string | undefined, properties: readonly string[]): Wanted {
  const [byDefault] = properties;
  const plain = { property: byDefault ?? "id", max: DEFAULT_MAX, descending: false };
  const text = header?.trim() ?? "";
  if (text === "") return plain;
  const [span = "", ...rest] = text.split(";");
  const match = /^([\w-]+)\s*(\])?\s*(.*?)\.\.(.*?)(\[)?$/.exec(span.trim());
  const property = match?.[1] ?? "";
  if (!match || !properties.includes(property))
    throw badRange(`The range ${text} cannot be served; sort by one of: ${properties.join(", ")}.`);
  const options = parseOptions(rest.join(","), text);
  const [low, high] = [match[3]?.trim(), match[4]?.trim()];
  return {
    property,
    from: low ? { value: low, exclusive: match[2] !== undefined } : undefined,
    to: high ? { value: high, exclusive: match[5] !== undefined } : undefined,
    max: options.max ?? DEFAULT_MAX,
    descending: options.descending,
  };
}

function parseOptions(text: string, range: string): { max?: number; descending: boolean } {
  const options = new Map(
    text
      .split(",")
      .filter((part) => part.trim() !== "")
      .map((part) => part.split("=").map((word) => word.trim()) as [string, string]),
  );
  const max = options.get("max");
  const order = options.get("order");
  const number = max === undefined ? undefined : Number(max);
  if (number !== undefined && !(Number.isInteger(number) && number >= 1 && number <= GREATEST_MAX))
    throw badRange(`The range ${range} asks for max=${max}; it must be from 1 to ${GREATEST_MAX}.`);
  if (order !== undefined && !["asc", "desc"].includes(order))
    throw badRange(`The range ${range} asks for order=${order}; it must be asc or desc.`);
  return { max: number, descending: order === "desc" };
}

/** `from` and `to` are in the list's order: with `desc`, `from` is the greater. */
function within(value: unknown, { from, to, descending }: Wanted): boolean {
  const sign = descending ? -1 : 1;
  const after = from ? compare(value, like(value, from.value)) * sign : 1;
  const before = to ? compare(like(value, to.value), value) * sign : 1;
  return (after > 0 || (after === 0 && !from?.exclusive)) && (before > 0 || (before === 0 && !to?.exclusive));
}

const like = (value: unknown, text: string): unknown => (typeof value === "number" ? Number(text) : text);

function compare(a: unknown, b: unknown): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

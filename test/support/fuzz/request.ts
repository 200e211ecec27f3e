import fc from "fast-check";
import { hostileJson, hostileText, mutated } from "./hostile";

/** A segment of a path: one of the things that the sandbox is known to have, or anything. */
type Segment = { readonly known: number } | { readonly text: string };

export interface FuzzedRequest {
  readonly segments: readonly Segment[];
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** As it is sent; undefined sends none. */
  readonly body: string | undefined;
}

const segment: fc.Arbitrary<Segment> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ known: fc.nat(1000) }) },
  { weight: 1, arbitrary: fc.record({ text: hostileText }) },
);

const query = fc.dictionary(
  fc.constantFrom(
    "page",
    "per_page",
    "ref",
    "sha",
    "state",
    "service",
    "verbose",
    "recursive",
    "branch",
    "path",
    "__proto__",
    "a[b]",
  ),
  hostileText,
  { maxKeys: 2 },
);

/** Values that HTTP allows in a header. */
const headerText = fc.oneof(
  fc.constantFrom(
    "id ..",
    "id ..; max=0",
    "]a..b[; order=up",
    "name a..;max=1,order=desc",
    '"x"',
    "*",
    "bytes=5-",
    "-",
    ";;;",
    "version=3",
  ),
  fc.string({ maxLength: 30 }).map((text) => text.replace(/[^\x20-\x7e]/g, "").trim()),
);
const headers = fc.dictionary(
  fc.constantFrom(
    "range",
    "if-none-match",
    "if-match",
    "x-http-method-override",
    "accept-expansion",
    "accept-inclusion",
    "request-id",
    "x-heroku-legacy-ids",
  ),
  headerText,
  { maxKeys: 2 },
);

const malformed = fc.constantFrom(
  "",
  "{",
  "[1,",
  '{"a":}',
  '"text"',
  "null",
  "17",
  "\0",
  "[".repeat(5000),
  '{"a":'.repeat(5000),
);

/** Requests to an endpoint with so many parameters, whose bodies the schema describes. */
export function requests(parameters: number, body: fc.Arbitrary<unknown> | undefined): fc.Arbitrary<FuzzedRequest> {
  const json = (value: fc.Arbitrary<unknown>): fc.Arbitrary<string> => value.map((made) => JSON.stringify(made));
  const bodies = body
    ? fc.oneof(
        { weight: 4, arbitrary: json(body) },
        { weight: 4, arbitrary: json(mutated(body)) },
        { weight: 1, arbitrary: json(hostileJson) },
        { weight: 1, arbitrary: malformed },
      )
    : fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: json(hostileJson) });
  const segments = fc.tuple(...Array.from({ length: parameters }, () => segment));
  return fc.record({ segments, query, headers, body: bodies });
}

/** What there is for a parameter, by its name and the collection that it stands behind: `build` and `builds`. */
export type Known = (parameter: string, collection: string) => readonly string[];

/** The path of a route as the router writes it (`/apps/:app/builds`), its parameters filled in. */
export function pathOf(route: string, { segments, query: asked }: FuzzedRequest, known: Known): string {
  let at = 0;
  const path = route.replace(/([\w-]*)\/(:(\w+)|\*)/g, (_whole, collection: string, _slash, parameter?: string) => {
    const given = segments[at++] as Segment;
    const values = known(parameter ?? "*", collection);
    const text = "text" in given ? given.text : (values[given.known % values.length] ?? "unknown");
    return `${collection}/${encodeURIComponent(wellFormed(text))}`;
  });
  const search = new URLSearchParams(Object.entries(asked).map(([key, value]) => [key, wellFormed(value)])).toString();
  return search === "" ? path : `${path}?${search}`;
}

export const parametersOf = (route: string): number => (route.match(/:\w+|\*/g) ?? []).length;

/** UTF-8 has no lone surrogates. */
const wellFormed = (text: string): string => Buffer.from(text).toString();

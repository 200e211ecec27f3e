import fc from "fast-check";

/** Texts that have broken servers before: paths, injections, encodings, names of JavaScript's own, sizes. */
const texts = [
  "",
  " ",
  "..",
  "../../../../etc/passwd",
  "..%2f..%2fetc%2fpasswd",
  "/etc/passwd",
  "a/../../b",
  ".git/config",
  "-",
  "--help",
  "--upload-pack=id",
  "--output=/tmp/written-by-fuzzing",
  ":(glob)**",
  ":/",
  "main:file.txt",
  "\0",
  "a\0b",
  "\r\nX-Injected: yes",
  "a\nb",
  "\t",
  "\u{1F4A9}",
  "naïve",
  "\u202Eabc",
  "\uFEFF",
  "e\u0301",
  "İstanbul",
  "😀".repeat(300),
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "null",
  "undefined",
  "true",
  "NaN",
  "' OR '1'='1",
  '"; DROP TABLE apps; --',
  "$(id)",
  "`id`",
  "${7*7}",
  "{{7*7}}",
  "<script>alert(1)</script>",
  "%00",
  "%",
  "%zz",
  "%s%s%n",
  "0",
  "-1",
  "1e999",
  "0x10",
  "9007199254740993",
  "99999999999999999999",
  "a".repeat(255),
  "a".repeat(1900),
  "*",
  "?",
  "#",
  "@",
  "HEAD",
  "@{-1}",
  "refs/heads/..",
  "2026-13-45T99:99:99Z",
  "America/Nowhere",
  "http://127.0.0.1:1/",
  "https://localhost:1/?a#b",
  "file:///etc/passwd",
  "postgres://a:b@127.0.0.1:1/c",
] as const;

export const hostileText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...texts) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 20 }) },
);

const hostileNumber = fc.constantFrom(0, -1, 0.5, 1e308, -0, 2 ** 31, 2 ** 53, 9_007_199_254_740_993, 101, 1001);

/** Any JSON: what nobody sends by accident. */
export const hostileJson: fc.Arbitrary<unknown> = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    hostileText,
    hostileNumber,
    fc.constantFrom(null, true, false),
    fc.array(tie("json"), { maxLength: 4 }),
    fc.dictionary(hostileText, tie("json"), { maxKeys: 4 }),
  ),
})).json;

/** One value somewhere in a body is replaced by a hostile one, left out, or joined by one that nobody asked for. */
export const mutated = (body: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.tuple(body, fc.nat(), hostileJson, fc.constantFrom("replace", "omit", "add")).map(([value, at, hostile, how]) => {
    const copy = structuredClone(value);
    const places = placesIn(copy);
    const place = places[at % Math.max(1, places.length)];
    if (!place) return hostile;
    if (how === "omit") Reflect.deleteProperty(place.holder, place.key);
    else define(place.holder, how === "add" && !Array.isArray(place.holder) ? "unasked" : place.key, hostile);
    return copy;
  });

interface Place {
  readonly holder: object;
  readonly key: string;
}

const placesIn = (value: unknown): Place[] =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, item]) => [{ holder: value, key }, ...placesIn(item)])
    : [];

const define = (holder: object, key: string, value: unknown): void =>
  void Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });

import fc from "fast-check";
import { redact } from "../../../../clients/transport";
import { resource, string, stringMap, strings } from "../../../../provider/engine/definition";
import { diff } from "../../../../provider/engine/diff";
import { secretTexts } from "../../../../provider/engine/hide";
import { hasUnknown, reveal, Secret, Unknown, type Value, type Values } from "../../../../provider/engine/values";
import { fromStruct, toStruct } from "../../../../provider/grpc/struct";

const leaf = fc.oneof(
  fc.string().filter((text) => text !== "04da6b54-80e4-46f7-96ec-b56ff0331ba9"),
  fc.boolean(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
  fc.constant(null),
  fc.constant(Unknown.value),
);
// Protobuf itself loses a field called `__proto__`.
const names = fc.oneof(
  fc.string().filter((text) => text !== "__proto__"),
  fc.constantFrom("constructor", "toString", "a.b", 'a"b'),
);
const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.array(fc.tuple(names, tie("value")), { maxLength: 3 }).map((entries) => Object.fromEntries(entries) as Values),
    tie("value").map((inner) => new Secret(inner)),
  ),
}));
const values = fc.array(fc.tuple(names, value), { maxLength: 4 }).map((all) => Object.fromEntries(all) as Values);

/** With secrets opened but marked, so that two values can be compared. */
function plain(given: Value): unknown {
  if (given instanceof Secret) return { secret: plain(given.reveal()) };
  if (given instanceof Unknown) return "unknown";
  if (Array.isArray(given)) return given.map(plain);
  if (typeof given !== "object" || given === null) return given;
  const byName = Object.entries(given).sort(([a], [b]) => (a < b ? -1 : 1));
  return byName.map(([name, inner]) => [name, plain(inner)]);
}

describe("values on the wire", () => {
  it("come back as they were sent", () => {
    fc.assert(
      fc.property(values, (sent) => {
        expect(plain(fromStruct(toStruct(sent)))).toEqual(plain(sent));
      }),
    );
  });

  it("that are secrets show themselves neither as text nor as JSON, and are taken out of any message", () => {
    const hard = fc
      .string({ minLength: 8 })
      .filter((text) => text.trim().length >= 8 && !/secret|REDACTED/i.test(text));
    fc.assert(
      fc.property(hard, names, (text, name) => {
        const hidden = new Secret(Object.fromEntries([[name, [text]]]) as Values);
        expect(`${hidden.toString()} ${JSON.stringify({ hidden })}`).not.toContain(text);
        const message = redact(`before ${text} and ${JSON.stringify(text)} after`, secretTexts([{ hidden }]));
        expect(message).not.toContain(text);
      }),
    );
  });
});

const thing = resource({
  name: "Thing",
  description: "A thing of a test.",
  inputs: {
    fixed: string({ description: "", forceNew: true }),
    map: stringMap({ description: "" }),
    set: strings({ description: "", unordered: true }),
    left: string({ description: "", computed: true, forceNew: true }),
  },
  outputs: {},
  importForm: "",
  create: async () => undefined,
  read: async () => undefined,
  find: async () => undefined,
  update: async () => undefined,
  delete: async () => undefined,
});
const text = fc.option(fc.string(), { nil: undefined });
const inputs = fc.record({
  fixed: text,
  map: fc.option(
    fc
      .array(fc.tuple(names, fc.string()), { maxLength: 4 })
      .map((all) => Object.fromEntries(all) as Record<string, string>),
    { nil: undefined },
  ),
  set: fc.option(fc.array(fc.string(), { maxLength: 4 }), { nil: undefined }),
  left: text,
});

describe("a difference", () => {
  const between = (before: Values, now: Values) => diff(thing, { inputs: before }, now);

  it("is never found between a declaration and itself, secret or not, in whichever order", async () => {
    await fc.assert(
      fc.asyncProperty(inputs, fc.boolean(), async (declared, secret) => {
        const other: Values = { ...declared, set: declared.set && [...declared.set].reverse() };
        const marked = Object.entries(other).map(([name, each]) => [
          name,
          secret && each !== undefined ? new Secret(each) : each,
        ]);
        expect(await between(declared, Object.fromEntries(marked) as Values)).toEqual([]);
      }),
    );
  });

  it("is found in each property that differs, and in no other", async () => {
    await fc.assert(
      fc.asyncProperty(inputs, inputs, async (one, other) => {
        const found = new Set((await between(one, other)).map(({ property }) => property));
        const key = (each: Values, name: string) =>
          JSON.stringify(name === "set" && Array.isArray(each[name]) ? [...each[name]].sort() : plain(each[name]));
        const differs = Object.keys(one).filter((name) => key(one, name) !== key(other, name));
        // Nothing stands in an empty map or list, so no path leads to a difference of it.
        const empty = (name: string) =>
          [one, other].every((each) => Object.keys((each as Values)[name] ?? []).length === 0);
        const owned = differs.filter((name) => !(name === "left" && other.left === undefined));
        for (const name of owned.filter((each) => !["map", "set"].includes(each) || !empty(each)))
          expect(found).toContain(name);
        for (const name of found) expect(owned).toContain(name);
      }),
    );
  });

  it("makes anew only where something that was known cannot change", async () => {
    await fc.assert(
      fc.asyncProperty(inputs, inputs, async (one, other) => {
        for (const { property, replaces } of await between(one, other))
          expect(replaces).toBe(property === "fixed" || (property === "left" && one.left !== undefined));
      }),
    );
  });

  it("is an unknown value, as long as it is unknown", async () => {
    const [change] = await between({ fixed: "a" }, { fixed: Unknown.value });
    expect(change).toMatchObject({ property: "fixed", replaces: true });
    expect(hasUnknown(reveal(new Secret([Unknown.value])))).toBe(true);
  });
});

import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
} from "graphql";

/** A number from 0 up to, but not including, `below`. */
export type Pick = (below: number) => number;

/** Values of what exists, by the names of arguments and input fields; they are written as they stand. */
export type Known = Readonly<Record<string, readonly string[]>>;

const deepest = 5;
const wordsOf: Readonly<Record<string, readonly string[]>> = {
  Int: ["1", "100", "0", "-1", "101", "2147483647"],
  Float: ["0.5", "1e300"],
  Boolean: ["true", "false"],
  ID: ['"unknown"', '""', '"MDEwOlJlcG9zaXRvcnkx"', '"R_kgDOAA"'],
  DateTime: ['"2026-11-23T10:00:00Z"'],
  URI: ['"http://127.0.0.1:1/x"'],
};
const texts = ['"main"', '""', '"*"', '"a/b"', '"\\u0000"', '"refs/heads/.."', '"--upload-pack=id"', '"__proto__"'];

/** Documents that GitHub's schema allows: operations whose fields, arguments and types are drawn at random. */
export class Documents {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly known: Known,
    private readonly pick: Pick,
  ) {}

  /** @param fields of Query or Mutation that may be asked */
  operation(kind: "query" | "mutation", fields: readonly string[]): string {
    const type = kind === "query" ? this.schema.getQueryType() : this.schema.getMutationType();
    const field = type?.getFields()[this.one(fields)];
    if (!field) throw new Error(`GitHub's schema has none of ${fields.join(", ")}`);
    return `${kind} { ${this.field(field, 0)} }`;
  }

  private one<T>(of: readonly T[]): T {
    return of[this.pick(of.length)] as T;
  }

  private often(): boolean {
    return this.pick(4) > 0;
  }

  private selection(type: GraphQLCompositeType, depth: number): string {
    const parts = ["__typename"];
    if (isAbstractType(type) && depth < deepest) {
      const possible = this.one(this.schema.getPossibleTypes(type));
      parts.push(`... on ${possible.name} ${this.selection(possible, depth + 1)}`);
    }
    const fields = "getFields" in type ? Object.values(type.getFields()) : [];
    const allowed = fields.filter((field) => depth < deepest || isLeafType(getNamedType(field.type)));
    const count = allowed.length === 0 ? 0 : 1 + this.pick(5);
    for (let at = 0; at < count; at += 1) parts.push(`f${depth}_${at}: ${this.field(this.one(allowed), depth)}`);
    return `{ ${parts.join(" ")} }`;
  }

  private field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const type = getNamedType(field.type);
    const below = isCompositeType(type) ? ` ${this.selection(type, depth + 1)}` : "";
    return `${field.name}${this.args(field.args)}${below}`;
  }

  private args(all: readonly GraphQLArgument[]): string {
    const given = all.filter((one) => isRequiredArgument(one) || one.name === "first" || this.pick(6) === 0);
    return given.length === 0 ? "" : `(${given.map((one) => `${one.name}: ${this.value(one)}`).join(", ")})`;
  }

  private value({ name, type }: GraphQLArgument | GraphQLInputField, depth = 0): string {
    const known = this.known[name];
    return known && this.often() ? this.one(known) : this.ofType(name, type, depth);
  }

  private ofType(name: string, type: GraphQLInputType, depth: number): string {
    if (isNonNullType(type)) return this.ofType(name, type.ofType, depth);
    if (isListType(type)) return `[${this.pick(2) === 0 ? "" : this.ofType(name, type.ofType, depth)}]`;
    if (isEnumType(type)) return this.one(type.getValues()).name;
    if (!isInputObjectType(type)) return this.one(wordsOf[type.name] ?? texts);
    const fields = Object.values(type.getFields());
    const given = fields.filter((field) => isRequiredInputField(field) || (depth < 2 && this.pick(4) === 0));
    return `{ ${given.map((field) => `${field.name}: ${this.value(field, depth + 1)}`).join(", ")} }`;
  }
}

const strays = [
  "{",
  "}",
  "(",
  ")",
  "...",
  "@skip(if: true)",
  "$v",
  "\u0000",
  '"""',
  "fragment F on Query { ...F }",
  "null",
  "9".repeat(400),
  "é",
];

/** A document in which some words are left out, doubled, swapped or joined by strays. */
export function garbled(document: string, pick: Pick): string {
  const words = document.split(/(?<=\W)|(?=\W)/);
  for (let times = 1 + pick(3); times > 0; times -= 1) {
    const at = pick(words.length);
    const by = [
      [],
      [words[at], words[at]],
      [words[pick(words.length)]],
      [words[at], ` ${strays[pick(strays.length)]} `],
    ][pick(4)];
    words.splice(at, 1, ...(by as string[]));
  }
  return words.join("");
}

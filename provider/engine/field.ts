/** How a property is spelled in the package's schema. */
import { type Context } from "./context";

export type FieldType =
  | { readonly kind: "string" | "integer" | "boolean" }
  | { readonly kind: "list"; readonly of: "string" }
  | { readonly kind: "map"; readonly of: "string" }
  | { readonly kind: "object"; readonly name: string; readonly description: string; readonly fields: Fields };

/** What is wrong with a value; `path` leads to it from the field, in the engine's spelling: `["KEY"]`, `.url`, `[0]`. */
export interface Wrong {
  readonly path?: string;
  readonly reason: string;
}

interface Options<T> {
  /** Markdown, for the SDK's documentation and editors. */
  readonly description: string;
  /** A changed value makes a new resource and deletes the old one. */
  readonly forceNew?: boolean | ((old: T, now: T) => boolean);
  /** Encrypted in the state, hidden in output. */
  readonly secret?: boolean;
  /** A list whose order means nothing. */
  readonly unordered?: boolean;
  /** What Check fills in when nothing is declared. */
  readonly default?: T;
  /** Heroku chooses when nothing is declared: then the live value is taken as it is, and is no drift. */
  readonly computed?: boolean;
  /** An output that a change of these inputs changes. */
  readonly changesWith?: readonly string[];
  /** Not told by the API: Read keeps what was declared. */
  readonly writeOnly?: boolean;
  /** The one spelling in which the API answers, so that another spelling is no difference. */
  readonly canonical?: (value: T) => T;
  /** Whether two spellings (a name, an id) mean one thing, so that going from one to the other is no difference. Asked only when they differ. */
  readonly sameThing?: (old: T, now: T, context: Context) => Promise<boolean>;
  /** Every rule that the value breaks. Never called with an unknown value. The reasons may not contain the value of a secret. */
  readonly validate?: (value: T) => readonly Wrong[];
}

export interface Field<T = unknown, Present extends boolean = boolean> extends Options<T> {
  readonly type: FieldType;
  /** An input: must be declared. An output: is always there. */
  readonly required: Present;
}

/** A field of any type: it validates its own type only, hence `never`. */
export interface AnyField extends Omit<Field<never>, "default" | "canonical" | "forceNew" | "sameThing"> {
  readonly sameThing?: (old: never, now: never, context: Context) => Promise<boolean>;
  readonly default?: unknown;
  readonly canonical?: (value: never) => unknown;
  readonly forceNew?: boolean | ((old: never, now: never) => boolean);
}
export type Fields = Readonly<Record<string, AnyField>>;
type TypeOf<F> = F extends Field<infer T, boolean> ? T : never;
type Present<F> = F extends { readonly required: true } ? true : false;
type Flat<T> = { [K in keyof T]: T[K] };

/** The TypeScript type of an object with these fields. */
export type ValuesOf<F extends Fields> = Flat<
  { readonly [K in keyof F as Present<F[K]> extends true ? K : never]: TypeOf<F[K]> } & {
    readonly [K in keyof F as Present<F[K]> extends true ? never : K]?: TypeOf<F[K]>;
  }
>;

/** Overloads, for what a field is used as would widen an inferred `required`. */
interface Builder<T> {
  (options: Options<T> & { readonly required: true }): Field<T, true>;
  (options: Options<T> & { readonly required?: false }): Field<T, false>;
}

function builder<T>(type: FieldType): Builder<T> {
  return (options: Options<T> & { readonly required?: boolean }) =>
    ({ ...options, type, required: options.required ?? false }) as Field<T, true> & Field<T, false>;
}

export const string = builder<string>({ kind: "string" });
export const integer = builder<number>({ kind: "integer" });
export const boolean = builder<boolean>({ kind: "boolean" });
export const strings = builder<readonly string[]>({ kind: "list", of: "string" });
export const stringMap = builder<Readonly<Record<string, string>>>({ kind: "map", of: "string" });

/** An object of named fields: `name` and `description` are those of its type in the SDK. */
export function object<F extends Fields>(type: { name: string; description: string; fields: F }): Builder<ValuesOf<F>> {
  return builder<ValuesOf<F>>({ kind: "object", ...type });
}

import { type Context, type CreateContext } from "./context";
import { type Fields, type ValuesOf, type Wrong } from "./field";

export * from "./context";
export * from "./field";
export { undefinedIfGone } from "./gone";
export { makeOnce } from "./make-once";
export { Refused } from "./refused";
export { getText, putFile, redact } from "../../clients/transport";
export { waitUntil } from "./wait";

/** A rule about several properties: `property` is the one to change. */
export interface WrongProperty extends Wrong {
  readonly property: string;
}

/** What was declared, or found by an import id, and what was seen last. */
export interface Known<I, O> {
  readonly inputs: I;
  readonly outputs: Partial<I & O>;
}

/** What Heroku says that a thing is. */
export interface Live<I, O> {
  /** All that Heroku tells of the inputs, declared or not. */
  readonly inputs: { readonly [K in keyof I]?: I[K] };
  readonly outputs: O;
}

/**
 * What a resource is, and the calls by which it is made, read, changed and deleted. The engine does all else: defaults, rules,
 * diffs, secrets, read after create and update, partial failures, refresh, import.
 */
export interface ResourceCalls<I, O> {
  /** Minutes that a creation or an update may wait; 20 when nothing is said. */
  readonly waitMinutes?: number;
  /** The form of an import id, for messages. */
  readonly importForm: string;
  /** Rules about several properties. Unknown ones are undefined here; `olds` are the inputs of the last time. */
  check?(inputs: Partial<I>, olds: Partial<I> | undefined): readonly WrongProperty[];
  /** Fills in inputs that follow from others (such as a checksum of files). Called with known inputs only. */
  complete?(inputs: I): Promise<I>;
  /** Makes the thing, calls `context.made`, then waits until it is ready. */
  create(inputs: I, context: CreateContext): Promise<void>;
  /** Undefined when it is gone: only the API's own word for that counts. */
  read(id: string, known: Known<I, O>, context: Context): Promise<Live<I, O> | undefined>;
  /** Turns an import id into the id and the inputs that a read needs; undefined when there is no such thing. */
  find(importId: string, context: Context): Promise<{ readonly id: string; readonly inputs: Partial<I> } | undefined>;
  /**
   * Why what is there cannot become what is declared; undefined when it can. Asked in previews, so that nothing is begun.
   * Unknown inputs are undefined.
   */
  refuse?(known: Partial<I & O>, inputs: Partial<I>): string | undefined;
  /**
   * What is to be done with a thing although the same is declared: its making had not ended or had failed when it was last seen.
   * Without a context (Heroku cannot be asked), only by what is known.
   */
  unfinished?(id: string, known: Partial<I & O>, context?: Context): Promise<Unfinished<O> | undefined>;
  /** Brings the thing, as it is now, to the inputs. Also called to finish a creation that failed half-way. */
  update(id: string, inputs: I, known: Known<I, O>, context: Context): Promise<void>;
  /** What is gone already is no error. */
  delete(id: string, known: Known<I, O>, context: Context): Promise<void>;
}

export interface Unfinished<O> {
  /** The output by which it is seen. */
  readonly output: keyof O & string;
  /** Whether only a new thing helps; otherwise an update finishes it. */
  readonly replaces: boolean;
}

interface Described<I extends Fields, O extends Fields> {
  /** The name in the SDK: `App` is `heroku:index:App`. */
  readonly name: string;
  /** Markdown with an example, for the SDK's documentation. */
  readonly description: string;
  readonly inputs: I;
  readonly outputs: O;
}

export type Plain = Readonly<Record<string, unknown>>;
/** A resource whose types are forgotten, as the engine handles it. */
export interface AnyResource extends Described<Fields, Fields>, ResourceCalls<Plain, Plain> {}

export function resource<I extends Fields, O extends Fields>(
  definition: Described<I, O> & ResourceCalls<ValuesOf<I>, ValuesOf<O>>,
): AnyResource {
  // The engine gives a resource only what its own Check has passed, so that the types hold.
  return definition as unknown as AnyResource;
}

/** A function of the SDK: it reads something that the program does not own. */
export interface AnyDataSource extends Described<Fields, Fields> {
  invoke(inputs: Plain, context: Context): Promise<Plain>;
}

export function dataSource<I extends Fields, O extends Fields>(
  definition: Described<I, O> & { invoke(inputs: ValuesOf<I>, context: Context): Promise<ValuesOf<O>> },
): AnyDataSource {
  return definition as unknown as AnyDataSource;
}

/** The whole provider. */
export interface PackageDefinition {
  readonly name: string;
  readonly version: string;
  readonly displayName: string;
  readonly description: string;
  readonly config: Fields;
  readonly resources: readonly AnyResource[];
  readonly functions: readonly AnyDataSource[];
}

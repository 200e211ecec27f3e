import { type Fields, type ValuesOf } from "./field";

export * from "./field";

/** A resource as data: what it has. */
export interface ResourceDefinition<I extends Fields, O extends Fields> {
  /** The class's name in the SDK: `App` is `heroku:index:App`. */
  readonly name: string;
  /** Markdown with an example, for the SDK's documentation. */
  readonly description: string;
  readonly inputs: I;
  readonly outputs: O;
}
export type AnyResource = ResourceDefinition<Fields, Fields>;

export function resource<I extends Fields, O extends Fields>(definition: ResourceDefinition<I, O>) {
  return definition;
}

/** A function of the SDK: it reads something that the program does not own. */
export interface DataSource<I extends Fields, O extends Fields> {
  /** The function's name in the SDK: `getApp` is `heroku:index:getApp`. */
  readonly name: string;
  readonly description: string;
  readonly inputs: I;
  readonly outputs: O;
}
export type AnyDataSource = DataSource<Fields, Fields>;

export function dataSource<I extends Fields, O extends Fields>(definition: DataSource<I, O>) {
  return definition;
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

export type InputsOf<D> = D extends { readonly inputs: infer I extends Fields } ? ValuesOf<I> : never;

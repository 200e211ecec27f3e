import { checkFields, type Failure } from "./check";
import { type AnyDataSource, type Context } from "./definition";
import { revealAll, secret, type Values } from "./values";

export interface Invoked {
  readonly result: Values;
  readonly failures: readonly Failure[];
}

export async function invoke(source: AnyDataSource, args: Values, context: Context): Promise<Invoked> {
  const { inputs, failures } = checkFields(source.inputs, args);
  if (failures.length > 0) return { result: {}, failures };
  const result = (await source.invoke(revealAll(inputs), context)) as Values;
  const marked = Object.entries(result).map(([name, value]) => [
    name,
    source.outputs[name]?.secret ? secret(value) : value,
  ]);
  return { result: Object.fromEntries(marked), failures: [] };
}

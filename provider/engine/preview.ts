import { type AnyResource } from "./definition";
import { isAbsent, Secret, Unknown, type Value, type Values } from "./values";

/** What a creation will make: the inputs, and unknowns for all that Heroku tells. */
export function previewCreate(resource: AnyResource, inputs: Values): Values {
  return predict(resource, inputs, () => Unknown.value);
}

/** What an update will leave: the new inputs, and the outputs as they are, unless they follow from an input that changes. */
export function previewUpdate(
  resource: AnyResource,
  inputs: Values,
  properties: Values,
  changed: ReadonlySet<string>,
): Values {
  return predict(resource, inputs, (name) => {
    const causes = resource.outputs[name]?.changesWith ?? [];
    return causes.some((cause) => changed.has(cause)) ? Unknown.value : (properties[name] ?? Unknown.value);
  });
}

function predict(resource: AnyResource, inputs: Values, other: (name: string) => Value): Values {
  const told = Object.entries(resource.inputs).filter(([name, { computed }]) => computed && isAbsent(inputs[name]));
  const outputs = [...told, ...Object.entries(resource.outputs)].map(([name, field]) => {
    const value = other(name);
    return [name, field.secret && !(value instanceof Secret) ? new Secret(value) : value];
  });
  return { ...inputs, ...Object.fromEntries(outputs) };
}

import { ListValue, NullValue, Struct, Value as WireValue } from "google-protobuf/google/protobuf/struct_pb";
import { isValues, Secret, Unknown, type Value, type Values } from "../engine/values";

/** The engine's marks: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go */
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const signature = "4dabf18193072939515e22adb298388d";
const secretMark = "1b47061264138c4ac30d75fd1eb44270";
const outputMark = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const resourceMark = "5cf8f73096256a8f31e491e813e4eb8e";

export function fromStruct(struct: Struct | undefined): Values {
  const values: Values = {};
  struct?.getFieldsMap().forEach((value: WireValue, name: string) => {
    values[name] = fromWire(value);
  });
  return values;
}

export function toStruct(values: Values): Struct {
  const struct = new Struct();
  const fields = struct.getFieldsMap();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) fields.set(name, toWire(value));
  return struct;
}

function fromWire(value: WireValue): Value {
  switch (value.getKindCase()) {
    case WireValue.KindCase.BOOL_VALUE:
      return value.getBoolValue();
    case WireValue.KindCase.NUMBER_VALUE:
      return value.getNumberValue();
    case WireValue.KindCase.STRING_VALUE:
      return value.getStringValue() === unknownText ? Unknown.value : value.getStringValue();
    case WireValue.KindCase.LIST_VALUE:
      return value.getListValue()?.getValuesList().map(fromWire) ?? [];
    case WireValue.KindCase.STRUCT_VALUE:
      return marked(fromStruct(value.getStructValue()));
    default:
      return null;
  }
}

function marked(values: Values): Value {
  switch (values[signature]) {
    case secretMark:
      return new Secret(values["value"] ?? null);
    case outputMark: {
      const value = "value" in values ? values["value"] : Unknown.value;
      return values["secret"] === true ? new Secret(value) : value;
    }
    case resourceMark:
      return values["id"] ?? values["urn"];
    default:
      return values;
  }
}

function toWire(value: Value): WireValue {
  const wire = new WireValue();
  if (value === null || value === undefined) wire.setNullValue(NullValue.NULL_VALUE);
  else if (value instanceof Unknown) wire.setStringValue(unknownText);
  else if (value instanceof Secret) wire.setStructValue(toStruct({ [signature]: secretMark, value: value.reveal() }));
  else if (typeof value === "boolean") wire.setBoolValue(value);
  else if (typeof value === "number") wire.setNumberValue(value);
  else if (typeof value === "string") wire.setStringValue(value);
  else if (Array.isArray(value)) wire.setListValue(new ListValue().setValuesList(value.map(toWire)));
  else if (isValues(value)) wire.setStructValue(toStruct(value));
  return wire;
}

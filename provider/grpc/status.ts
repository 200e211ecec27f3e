import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { ConfigureErrorMissingKeys, ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { MissingKey } from "../engine/configure";
import { InitFailed } from "../engine/init-failed";
import { toStruct } from "./struct";

interface Detail {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** A gRPC error with a detail that the engine understands. */
export function statusError(code: status, message: string, detail?: Detail): ServiceError {
  const metadata = new Metadata();
  if (detail) {
    const any = new Any();
    any.pack(detail.bytes, detail.type);
    const details = new Status();
    details.setCode(code);
    details.setMessage(message);
    details.addDetails(any);
    metadata.add("grpc-status-details-bin", Buffer.from(details.serializeBinary()));
  }
  return Object.assign(new Error(message), { code, details: message, metadata });
}

/** Every error that a call may end with, in the engine's words. One without a status would look like a crash of the plugin. */
export function toServiceError(error: unknown): ServiceError {
  if (error instanceof InitFailed) return initFailed(error);
  if (error instanceof MissingKey) return missingKey(error);
  if (isServiceError(error)) return error;
  return statusError(status.FAILED_PRECONDITION, error instanceof Error ? error.message : String(error));
}

function initFailed({ state, message }: InitFailed): ServiceError {
  const detail = new ErrorResourceInitFailed();
  detail.setId(state.id);
  detail.setProperties(toStruct(state.properties));
  detail.setInputs(toStruct(state.inputs));
  detail.setReasonsList([message]);
  const bytes = detail.serializeBinary();
  return statusError(status.UNKNOWN, message, { type: "pulumirpc.ErrorResourceInitFailed", bytes });
}

function missingKey({ message }: MissingKey): ServiceError {
  const detail = new ConfigureErrorMissingKeys();
  const key = new ConfigureErrorMissingKeys.MissingKey();
  key.setName("heroku:apiKey");
  key.setDescription(message);
  detail.addMissingkeys(key);
  const bytes = detail.serializeBinary();
  return statusError(status.INVALID_ARGUMENT, message, { type: "pulumirpc.ConfigureErrorMissingKeys", bytes });
}

function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && "code" in error && typeof error.code === "number" && "metadata" in error;
}

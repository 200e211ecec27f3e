import { type handleUnaryCall, status, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { invoke } from "../engine/invoke";
import { packageSchema } from "../engine/schema";
import { checkConfigCall, configureCall, diffConfigCall } from "./configuration";
import { checkCall, checkFailures, createCall, deleteCall, diffCall, readCall, updateCall } from "./lifecycle";
import { type Session } from "./session";
import { statusError, toServiceError } from "./status";
import { fromStruct, toStruct } from "./struct";

/** The provider's gRPC service: https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto */
export function providerService(session: Session): UntypedServiceImplementation {
  return {
    ...unimplemented(),
    handshake: unary<proto.ProviderHandshakeRequest, proto.ProviderHandshakeResponse>(async (request) => {
      session.log.connect(request.getEngineAddress());
      const response = new proto.ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      response.setAcceptResources(true);
      // Outputs would need decoding and carry nothing that a secret or an unknown does not.
      response.setAcceptOutputs(false);
      return response;
    }),
    attach: unary(async (request: { getAddress(): string }) => {
      session.log.connect(request.getAddress());
      return new Empty();
    }),
    getPluginInfo: unary(async () => {
      const info = new PluginInfo();
      info.setVersion(session.definition.version);
      return info;
    }),
    getSchema: unary(async () => {
      const response = new proto.GetSchemaResponse();
      response.setSchema(JSON.stringify(packageSchema(session.definition)));
      return response;
    }),
    cancel: unary(async () => {
      session.cancel();
      return new Empty();
    }),
    checkConfig: unary((request: proto.CheckRequest) => checkConfigCall(session, request)),
    diffConfig: unary(diffConfigCall),
    configure: unary((request: proto.ConfigureRequest) => configureCall(session, request)),
    check: unary((request: proto.CheckRequest) => checkCall(session, request)),
    diff: unary((request: proto.DiffRequest) => diffCall(session, request)),
    create: unary((request: proto.CreateRequest) => createCall(session, request)),
    read: unary((request: proto.ReadRequest) => readCall(session, request)),
    update: unary((request: proto.UpdateRequest) => updateCall(session, request)),
    delete: unary(async (request: proto.DeleteRequest) => {
      await deleteCall(session, request);
      return new Empty();
    }),
    invoke: unary((request: proto.InvokeRequest) => invokeCall(session, request)),
    getMapping: unary(async () => new proto.GetMappingResponse()),
    getMappings: unary(async () => new proto.GetMappingsResponse()),
  };
}

async function invokeCall(session: Session, request: proto.InvokeRequest): Promise<proto.InvokeResponse> {
  const source = session.dataSource(request.getTok());
  const { result, failures } = await invoke(source, fromStruct(request.getArgs()), session.context(""));
  const response = new proto.InvokeResponse();
  response.setReturn(toStruct(result));
  response.setFailuresList(checkFailures(failures));
  return response;
}

function unary<Q, A>(answer: (request: Q) => Promise<A>): handleUnaryCall<Q, A> {
  return (call, callback) => {
    // A throw that nobody catches would end the plugin, and whatever is being made would be lost.
    void (async () => answer(call.request))().then(
      (response) => callback(null, response),
      (error: unknown) => callback(toServiceError(error)),
    );
  };
}

/** The engine asks for more than this provider has, and takes this answer for a no. */
function unimplemented(): UntypedServiceImplementation {
  const no = (name: string) => statusError(status.UNIMPLEMENTED, `the Heroku provider does not implement ${name}`);
  const methods = Object.entries(ResourceProviderService).map(([name, { responseStream }]) => [
    name,
    responseStream
      ? (call: { emit(event: string, error: Error): void }) => call.emit("error", no(name))
      : (_: unknown, callback: (error: Error) => void) => callback(no(name)),
  ]);
  return Object.fromEntries(methods);
}

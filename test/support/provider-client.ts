import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type Values } from "../../provider/engine/values";
import { fromStruct, toStruct } from "../../provider/grpc/struct";

export interface State {
  readonly id: string;
  readonly inputs: Values;
  readonly properties: Values;
}

/** A creation or update that got part of the way: what the engine keeps of it. */
export class PartlyDone extends Error {
  constructor(
    message: string,
    readonly state: State,
  ) {
    super(message);
  }
}

type Callback<A> = (error: ServiceError | null, answer: A) => void;

/** The engine's side of the provider protocol, one resource at a time. */
export class ProviderClient {
  readonly #client: ResourceProviderClient;

  constructor(port: number) {
    this.#client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  }

  close(): void {
    this.#client.close();
  }

  async configure(args: Values): Promise<void> {
    const request = new proto.ConfigureRequest();
    request.setArgs(toStruct(args));
    await ask<proto.ConfigureResponse>((done) => this.#client.configure(request, done));
  }

  async checkConfig(news: Values): Promise<{ inputs: Values; failures: string[] }> {
    const request = new proto.CheckRequest();
    request.setNews(toStruct(news));
    return checked(await ask<proto.CheckResponse>((done) => this.#client.checkConfig(request, done)));
  }

  async schema(): Promise<string> {
    const request = new proto.GetSchemaRequest();
    return (await ask<proto.GetSchemaResponse>((done) => this.#client.getSchema(request, done))).getSchema();
  }

  /** `failures` are `property: reason`. */
  async check(type: string, news: Values, olds?: Values): Promise<{ inputs: Values; failures: string[] }> {
    const request = new proto.CheckRequest();
    request.setUrn(urn(type));
    request.setNews(toStruct(news));
    if (olds) request.setOlds(toStruct(olds));
    return checked(await ask<proto.CheckResponse>((done) => this.#client.check(request, done)));
  }

  /** `path: KIND` of every difference. */
  async diff(type: string, old: State, news: Values): Promise<string[]> {
    const request = new proto.DiffRequest();
    request.setUrn(urn(type));
    request.setId(old.id);
    request.setOldInputs(toStruct(old.inputs));
    request.setOlds(toStruct(old.properties));
    request.setNews(toStruct(news));
    const response = await ask<proto.DiffResponse>((done) => this.#client.diff(request, done));
    const names = Object.entries(proto.PropertyDiff.Kind);
    const changes: string[] = [];
    response.getDetaileddiffMap().forEach((difference: proto.PropertyDiff, path: string) => {
      changes.push(`${path}: ${names.find(([, kind]) => kind === difference.getKind())?.[0]}`);
    });
    return changes.sort();
  }

  async create(type: string, inputs: Values, { preview = false, timeout = 0 } = {}): Promise<State> {
    const request = new proto.CreateRequest();
    request.setUrn(urn(type));
    request.setProperties(toStruct(inputs));
    request.setPreview(preview);
    request.setTimeout(timeout);
    const response = await ask<proto.CreateResponse>((done) => this.#client.create(request, done));
    return { id: response.getId(), inputs, properties: fromStruct(response.getProperties()) };
  }

  /** Checks, then creates, as an up does. */
  async make(type: string, news: Values, options?: { timeout?: number }): Promise<State> {
    const { inputs, failures } = await this.check(type, news);
    if (failures.length > 0) throw new Error(failures.join("\n"));
    return this.create(type, inputs, options);
  }

  /** Undefined when it is gone. Without an old state: an import. */
  async read(type: string, id: string, old?: State): Promise<State | undefined> {
    const request = new proto.ReadRequest();
    request.setUrn(urn(type));
    request.setId(id);
    if (old) request.setInputs(toStruct(old.inputs));
    if (old) request.setProperties(toStruct(old.properties));
    const response = await ask<proto.ReadResponse>((done) => this.#client.read(request, done));
    const state = { inputs: fromStruct(response.getInputs()), properties: fromStruct(response.getProperties()) };
    return response.getId() ? { id: response.getId(), ...state } : undefined;
  }

  async update(type: string, old: State, news: Values): Promise<State> {
    const request = new proto.UpdateRequest();
    request.setUrn(urn(type));
    request.setId(old.id);
    request.setOldInputs(toStruct(old.inputs));
    request.setOlds(toStruct(old.properties));
    request.setNews(toStruct(news));
    const response = await ask<proto.UpdateResponse>((done) => this.#client.update(request, done));
    return { id: old.id, inputs: news, properties: fromStruct(response.getProperties()) };
  }

  async delete(type: string, old: State): Promise<void> {
    const request = new proto.DeleteRequest();
    request.setUrn(urn(type));
    request.setId(old.id);
    request.setOldInputs(toStruct(old.inputs));
    request.setProperties(toStruct(old.properties));
    await ask<Empty>((done) => this.#client.delete(request, done));
  }

  async invoke(name: string, args: Values): Promise<Values> {
    const request = new proto.InvokeRequest();
    request.setTok(`heroku:index:${name}`);
    request.setArgs(toStruct(args));
    return fromStruct((await ask<proto.InvokeResponse>((done) => this.#client.invoke(request, done))).getReturn());
  }

  async cancel(): Promise<void> {
    await ask<Empty>((done) => this.#client.cancel(new Empty(), done));
  }
}

const urn = (type: string) => `urn:pulumi:test::penny::penny:index:Part$heroku:index:${type}::it`;

function checked(response: proto.CheckResponse): { inputs: Values; failures: string[] } {
  const failures = response.getFailuresList().map((failure) => `${failure.getProperty()}: ${failure.getReason()}`);
  return { inputs: fromStruct(response.getInputs()), failures };
}

function ask<A>(call: (done: Callback<A>) => unknown): Promise<A> {
  return new Promise((resolve, reject) => call((error, answer) => (error ? reject(readable(error)) : resolve(answer))));
}

/** What the engine makes of an error's details. */
function readable(error: ServiceError): Error {
  const bytes = error.metadata.get("grpc-status-details-bin")[0];
  if (!bytes) return new Error(error.details);
  // A copy: jest's Uint8Array is not Node's, and protobuf knows only its own.
  const [any] = Status.deserializeBinary(new Uint8Array(Buffer.from(bytes))).getDetailsList();
  if (any?.getTypeName() !== "pulumirpc.ErrorResourceInitFailed") return new Error(error.details);
  const detail = proto.ErrorResourceInitFailed.deserializeBinary(any.getValue_asU8());
  const inputs = fromStruct(detail.getInputs());
  const properties = fromStruct(detail.getProperties());
  return new PartlyDone(detail.getReasonsList().join("; "), { id: detail.getId(), inputs, properties });
}

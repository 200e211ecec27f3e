import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { check, type Failure } from "../engine/check";
import { create } from "../engine/create";
import { type Context } from "../engine/definition";
import { remove } from "../engine/delete";
import { diff, stables, type Change } from "../engine/diff";
import { hiding, secretTexts } from "../engine/hide";
import { previewCreate, previewUpdate } from "../engine/preview";
import { importResource, read } from "../engine/read";
import { update } from "../engine/update";
import { type Values } from "../engine/values";
import { type Session } from "./session";
import { fromStruct, toStruct } from "./struct";

const kinds = {
  add: [proto.PropertyDiff.Kind.ADD, proto.PropertyDiff.Kind.ADD_REPLACE],
  delete: [proto.PropertyDiff.Kind.DELETE, proto.PropertyDiff.Kind.DELETE_REPLACE],
  update: [proto.PropertyDiff.Kind.UPDATE, proto.PropertyDiff.Kind.UPDATE_REPLACE],
} as const;

export async function checkCall(session: Session, request: proto.CheckRequest): Promise<proto.CheckResponse> {
  const olds = request.hasOlds() ? fromStruct(request.getOlds()) : undefined;
  const { inputs, failures } = await check(session.resource(request.getUrn()), fromStruct(request.getNews()), olds);
  const response = new proto.CheckResponse();
  response.setInputs(toStruct(inputs));
  response.setFailuresList(checkFailures(failures));
  return response;
}

export function checkFailures(failures: readonly Failure[]): proto.CheckFailure[] {
  return failures.map(({ property, reason }) => {
    const failure = new proto.CheckFailure();
    failure.setProperty(property);
    failure.setReason(reason);
    return failure;
  });
}

export async function diffCall(session: Session, request: proto.DiffRequest): Promise<proto.DiffResponse> {
  const urn = request.getUrn();
  const resource = session.resource(urn);
  const old = {
    id: request.getId(),
    inputs: fromStruct(request.getOldInputs()),
    outputs: fromStruct(request.getOlds()),
  };
  const news = fromStruct(request.getNews());
  const changes = session.clients
    ? await working(session, urn, { secrets: [old.inputs, news] }, (context) => diff(resource, old, news, context))
    : await diff(resource, old, news);
  const response = new proto.DiffResponse();
  for (const change of changes) response.getDetaileddiffMap().set(change.path, propertyDiff(change));
  response.setChanges(
    changes.length > 0 ? proto.DiffResponse.DiffChanges.DIFF_SOME : proto.DiffResponse.DiffChanges.DIFF_NONE,
  );
  response.setHasdetaileddiff(true);
  response.setDiffsList([...new Set(changes.map(({ property }) => property))]);
  response.setReplacesList([...new Set(changes.filter(({ replaces }) => replaces).map(({ property }) => property))]);
  response.setStablesList(stables(resource.inputs));
  return response;
}

function propertyDiff({ kind, replaces }: Change): proto.PropertyDiff {
  const difference = new proto.PropertyDiff();
  difference.setKind(kinds[kind][replaces ? 1 : 0]);
  difference.setInputdiff(true);
  return difference;
}

interface Work {
  /** Where secrets are that no message may tell. */
  readonly secrets: readonly Values[];
  readonly timeoutSeconds?: number;
  readonly waitMinutes?: number;
}

async function working<T>(
  session: Session,
  urn: string,
  { secrets, timeoutSeconds, waitMinutes }: Work,
  work: (context: Context) => Promise<T>,
): Promise<T> {
  const texts = secretTexts(secrets);
  return hiding(texts, () => work(session.context(urn, timeoutSeconds, waitMinutes, texts)));
}

export async function createCall(session: Session, request: proto.CreateRequest): Promise<proto.CreateResponse> {
  const urn = request.getUrn();
  const resource = session.resource(urn);
  const inputs = fromStruct(request.getProperties());
  const response = new proto.CreateResponse();
  if (request.getPreview()) {
    response.setProperties(toStruct(previewCreate(resource, inputs)));
    return response;
  }
  const work = { secrets: [inputs], timeoutSeconds: request.getTimeout(), waitMinutes: resource.waitMinutes };
  const made = await working(session, urn, work, (context) => create(resource, inputs, context));
  response.setId(made.id);
  response.setProperties(toStruct(made.properties));
  return response;
}

export async function readCall(session: Session, request: proto.ReadRequest): Promise<proto.ReadResponse> {
  const urn = request.getUrn();
  const resource = session.resource(urn);
  const inputs = fromStruct(request.getInputs());
  const old = { id: request.getId(), inputs, properties: fromStruct(request.getProperties()) };
  const isImport = Object.keys(inputs).length === 0;
  const seen = await working(session, urn, { secrets: [inputs, old.properties] }, (context) =>
    isImport ? importResource(resource, old.id, context) : read(resource, old, context),
  );
  const response = new proto.ReadResponse();
  // An empty id says that it is gone.
  if (!seen) return response;
  response.setId(seen.id);
  response.setInputs(toStruct(seen.inputs));
  response.setProperties(toStruct(seen.properties));
  return response;
}

export async function updateCall(session: Session, request: proto.UpdateRequest): Promise<proto.UpdateResponse> {
  const urn = request.getUrn();
  const resource = session.resource(urn);
  const news = fromStruct(request.getNews());
  const old = {
    id: request.getId(),
    inputs: fromStruct(request.getOldInputs()),
    properties: fromStruct(request.getOlds()),
  };
  const response = new proto.UpdateResponse();
  if (request.getPreview()) {
    const changes = await diff(resource, { ...old, outputs: old.properties }, news);
    const changed = new Set(changes.map(({ property }) => property));
    response.setProperties(toStruct(previewUpdate(resource, news, old.properties, changed)));
    return response;
  }
  const secrets = [old.inputs, old.properties, news];
  const work = { secrets, timeoutSeconds: request.getTimeout(), waitMinutes: resource.waitMinutes };
  const updated = await working(session, urn, work, (context) => update(resource, old, news, context));
  response.setProperties(toStruct(updated.properties));
  return response;
}

export async function deleteCall(session: Session, request: proto.DeleteRequest): Promise<void> {
  const urn = request.getUrn();
  const resource = session.resource(urn);
  const old = {
    id: request.getId(),
    inputs: fromStruct(request.getOldInputs()),
    properties: fromStruct(request.getProperties()),
  };
  const secrets = [old.inputs, old.properties];
  const work = { secrets, timeoutSeconds: request.getTimeout(), waitMinutes: resource.waitMinutes };
  await working(session, urn, work, (context) => remove(resource, old, context));
}

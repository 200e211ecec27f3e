import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { resolveEndpoints } from "../../clients/transport";
import { checkFields } from "../engine/check";
import { configure } from "../engine/configure";
import { hasUnknown, revealAll, type Values } from "../engine/values";
import { checkFailures } from "./lifecycle";
import { type Session } from "./session";
import { fromStruct, toStruct } from "./struct";

/** What the engine itself puts into a provider's configuration. */
const ofTheEngine = ["version", "pluginDownloadURL", "pluginChecksums", "parameterization"];

export async function checkConfigCall(session: Session, request: proto.CheckRequest): Promise<proto.CheckResponse> {
  const news = fromStruct(request.getNews());
  const own = Object.fromEntries(Object.entries(news).filter(([name]) => !ofTheEngine.includes(name)));
  const { inputs, failures } = checkFields(session.definition.config, own);
  if (failures.length === 0 && !hasUnknown(inputs)) failures.push(...endpointFailures(session, inputs));
  const response = new proto.CheckResponse();
  response.setInputs(toStruct({ ...news, ...inputs }));
  response.setFailuresList(checkFailures(failures));
  return response;
}

function endpointFailures(session: Session, inputs: Values) {
  const { apiUrl, dataApiUrl, schedulerApiUrl } = revealAll(inputs) as Record<string, string | undefined>;
  try {
    resolveEndpoints({ platform: apiUrl, data: dataApiUrl, scheduler: schedulerApiUrl }, session.environment);
    return [];
  } catch (error) {
    return [{ property: "", reason: error instanceof Error ? error.message : String(error) }];
  }
}

/** Another key or another endpoint never makes a resource anew. */
export async function diffConfigCall(request: proto.DiffRequest): Promise<proto.DiffResponse> {
  const olds = revealAll(fromStruct(request.getOldInputs() ?? request.getOlds()));
  const news = revealAll(fromStruct(request.getNews()));
  const names = Object.keys({ ...olds, ...news }).filter((name) => olds[name] !== news[name]);
  const response = new proto.DiffResponse();
  response.setChanges(
    names.length > 0 ? proto.DiffResponse.DiffChanges.DIFF_SOME : proto.DiffResponse.DiffChanges.DIFF_NONE,
  );
  response.setDiffsList(names);
  return response;
}

export async function configureCall(
  session: Session,
  request: proto.ConfigureRequest,
): Promise<proto.ConfigureResponse> {
  session.clients = configure(fromStruct(request.getArgs()), session.environment, { time: session.time });
  const response = new proto.ConfigureResponse();
  response.setAcceptsecrets(true);
  response.setAcceptresources(true);
  response.setAcceptoutputs(false);
  response.setSupportspreview(true);
  return response;
}

import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { type Severity } from "../engine/definition";

const severities: Readonly<Record<Severity, LogSeverity>> = {
  debug: LogSeverity.DEBUG,
  info: LogSeverity.INFO,
  warning: LogSeverity.WARNING,
  error: LogSeverity.ERROR,
};

/** Messages to the Pulumi engine, which shows them with the resource; without an engine they go nowhere. */
export class EngineLog {
  #engine: EngineClient | undefined;

  connect(address: string): void {
    if (address && !this.#engine) this.#engine = new EngineClient(address, credentials.createInsecure());
  }

  write(urn: string, severity: Severity, message: string, ephemeral = false): void {
    if (!this.#engine) return;
    const request = new LogRequest();
    request.setSeverity(severities[severity]);
    request.setMessage(message);
    request.setUrn(urn);
    request.setEphemeral(ephemeral);
    // A lost message is no reason to fail.
    this.#engine.log(request, () => undefined);
  }

  close(): void {
    this.#engine?.close();
  }
}

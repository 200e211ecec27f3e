import { status } from "@grpc/grpc-js";
import { redact, systemTime, type Time } from "../../clients/transport";
import {
  type AnyDataSource,
  type AnyResource,
  type Clients,
  type Context,
  type PackageDefinition,
} from "../engine/definition";
import { token } from "../engine/schema";
import { EngineLog } from "./engine-log";
import { statusError } from "./status";

const defaultWaitMinutes = 20;

/** What lasts from one call to the next: the configuration, the way to the engine, and whether the user cancelled. */
export class Session {
  readonly log = new EngineLog();
  readonly #cancelled = new AbortController();
  readonly #resources: ReadonlyMap<string, AnyResource>;
  readonly #functions: ReadonlyMap<string, AnyDataSource>;
  clients: Clients | undefined;

  constructor(
    readonly definition: PackageDefinition,
    readonly environment: Readonly<Record<string, string | undefined>>,
    readonly time: Time = systemTime,
  ) {
    this.#resources = new Map(definition.resources.map((resource) => [token(definition, resource), resource]));
    this.#functions = new Map(definition.functions.map((source) => [token(definition, source), source]));
  }

  /** The resource of a URN (`urn:pulumi:stack::project::parent$type::name`). */
  resource(urn: string): AnyResource {
    const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
    const found = this.#resources.get(type);
    if (!found) throw statusError(status.NOT_FOUND, `the Heroku provider has no resource ${type}`);
    return found;
  }

  dataSource(name: string): AnyDataSource {
    const found = this.#functions.get(name);
    if (!found) throw statusError(status.NOT_FOUND, `the Heroku provider has no function ${name}`);
    return found;
  }

  /** `timeoutSeconds` is the user's customTimeouts, or 0; `secrets` are kept out of the messages. */
  context(urn: string, timeoutSeconds = 0, waitMinutes = defaultWaitMinutes, secrets: readonly string[] = []): Context {
    if (!this.clients) throw statusError(status.FAILED_PRECONDITION, "the Heroku provider was not configured");
    return {
      ...this.clients,
      time: this.time,
      signal: this.#cancelled.signal,
      timeoutMs: timeoutSeconds > 0 ? timeoutSeconds * 1000 : waitMinutes * 60_000,
      log: (severity, message, options) => this.log.write(urn, severity, redact(message, secrets), options?.ephemeral),
    };
  }

  cancel(): void {
    this.#cancelled.abort();
  }

  async close(): Promise<void> {
    this.cancel();
    this.log.close();
    const { platform, data, scheduler } = this.clients ?? {};
    await Promise.all([platform?.close(), data?.close(), scheduler?.close()]);
  }
}

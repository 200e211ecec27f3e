import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { type Time } from "../../clients/transport";
import { type PackageDefinition } from "../engine/definition";
import { providerService } from "./service";
import { Session } from "./session";

export interface ProviderOptions {
  /** Where HEROKU_API_KEY and the endpoints are looked up; the process's by default. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Where the Pulumi engine listens for log messages: `127.0.0.1:PORT`. */
  readonly engineAddress?: string;
  readonly time?: Time;
}

export interface RunningProvider {
  readonly port: number;
  /** Aborts what waits and stops answering. */
  close(): Promise<void>;
}

const largestMessage = 400 * 1024 * 1024;

/** Serves a provider on a free port of this machine. */
export async function serveProvider(
  definition: PackageDefinition,
  options: ProviderOptions = {},
): Promise<RunningProvider> {
  const session = new Session(definition, options.environment ?? process.env, options.time);
  if (options.engineAddress) session.log.connect(options.engineAddress);
  const server = new Server({ "grpc.max_receive_message_length": largestMessage, "grpc.max_send_message_length": -1 });
  server.addService(ResourceProviderService, providerService(session));
  const port = await bind(server);
  const close = async () => {
    await session.close();
    server.forceShutdown();
  };
  return { port, close };
}

function bind(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
}

import { Server as HttpServer } from "node:http";
import { createServer, type Server, type Socket } from "node:net";
import { listeners, type Listener, type Ports } from "./home";
import { Failure } from "./runtime/machine/failure";
import { findListener } from "./runtime/machine/listener";

/** The sandbox's port is held by another program. */
export class PortTaken extends Failure {
  readonly id = "port-taken";
  constructor(name: Listener, port: number) {
    const holder = findListener(port) ?? "another program";
    super(
      `port ${port}, on which this sandbox serves ${name}, is taken by ${holder}: end that program, ` +
        "or move the sandbox to other ports: bin/sandbox start --port 7780",
    );
  }
}

/** A port that is held from before the services are made (they need its number) until the sandbox ends. */
export class HeldPort {
  private target: Server | undefined;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {
    server.on("connection", (socket: Socket) => {
      if (!this.target) return void socket.destroy();
      this.sockets.add(socket);
      socket.once("close", () => this.sockets.delete(socket));
      this.target.emit("connection", socket);
    });
  }

  /** Holds `port` on 127.0.0.1, any free one for 0; rejects with EADDRINUSE when it is taken. */
  static hold(port: number): Promise<HeldPort> {
    return new Promise((done, fail) => {
      const server = createServer({ noDelay: true });
      server.once("error", fail);
      server.listen(port, "127.0.0.1", () => {
        const address = server.address();
        done(new HeldPort(server, typeof address === "object" && address !== null ? address.port : port));
      });
    });
  }

  /** New connections go to this server from now on, to none without one; those to a former one are ended. */
  serve(target: Server | undefined): void {
    this.target = target;
    // An HTTP server that does not listen itself counts its connections, and so ends slow ones, only once it believes that it does.
    if (target instanceof HttpServer) target.emit("listening");
    for (const socket of this.sockets) socket.destroy();
  }

  close(): Promise<void> {
    this.serve(undefined);
    return new Promise((done) => this.server.close(() => done()));
  }
}

export type HeldPorts = Readonly<Record<Listener, HeldPort>>;

/** Where the ports come from: those kept from the last start must be free; from a wish, the next free ones are taken. */
export type PortChoice = { readonly kept: Partial<Ports> } | { readonly from: number };

export const defaultPort = 7770;

export async function holdPorts(choice: PortChoice): Promise<HeldPorts> {
  const held: Partial<Record<Listener, HeldPort>> = {};
  try {
    let next = "from" in choice ? choice.from : 0;
    for (const name of listeners) {
      const kept = "kept" in choice ? choice.kept[name] : undefined;
      held[name] = kept === undefined ? await holdFree(next) : await holdKept(name, kept);
      if (next !== 0) next = held[name].port + 1;
    }
    return held as HeldPorts;
  } catch (error) {
    await Promise.all(Object.values(held).map((port) => port.close()));
    throw error;
  }
}

async function holdKept(name: Listener, port: number): Promise<HeldPort> {
  try {
    return await HeldPort.hold(port);
  } catch (error) {
    throw isTaken(error) ? new PortTaken(name, port) : error;
  }
}

async function holdFree(from: number): Promise<HeldPort> {
  for (let port = from; ; port = port < 65535 ? port + 1 : 0) {
    try {
      return await HeldPort.hold(port);
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
}

function isTaken(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === "EADDRINUSE" || code === "EACCES";
}

export function portsOf(held: HeldPorts): Ports {
  return Object.fromEntries(listeners.map((name) => [name, held[name].port])) as Ports;
}

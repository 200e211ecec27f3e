import { connect } from "node:tls";
import { type Context } from "../context";
import { OperationError } from "../errors";

export interface OneOffResult {
  readonly code: number;
  /** All that it wrote, on both outputs. */
  readonly output: string;
}

/** The connection with the dyno ended before the command did. */
export class OneOffLost extends OperationError {
  readonly id = "one_off_lost";
  constructor(dyno: string, why: string) {
    super(
      `the connection with ${dyno} ended before its command did (${why}): how that went is not known. Run the same command again: it goes on`,
    );
  }
}

/** Heroku tells a client no exit code: the shell writes it at the end, as the Heroku CLI has it done. */
const marker = "penny-exit-status:";
/** Heroku ends a connection on which nothing was said for an hour. */
const longestSilenceMs = 60 * 60_000;

/**
 * Runs a command in a one-off dyno of the app's current release, and waits until it has ended.
 * @param command a line for the dyno's shell
 * @throws OneOffLost
 */
export async function runOneOff(
  { heroku, signal }: Pick<Context, "heroku" | "signal">,
  app: string,
  command: string,
  onLine: (line: string) => void = () => undefined,
): Promise<OneOffResult> {
  const dyno = await heroku.platform.dynos.attach(app, `( ${command} ) 2>&1; echo "${marker} $?"`, signal);
  const text = await meet(dyno.attach_url ?? "", dyno.name, signal, onLine);
  const end = text.lastIndexOf(marker);
  if (end < 0) throw new OneOffLost(dyno.name, text.trim().split("\n").at(-1) || "it said nothing");
  return { code: Number.parseInt(text.slice(end + marker.length), 10), output: text.slice(0, end) };
}

/** Speaks with the dyno as the Heroku CLI does: its id and CR LF over TLS, is answered a line `rendezvous`, then all is the process's output. */
function meet(attachUrl: string, dyno: string, signal: AbortSignal, onLine: (line: string) => void): Promise<string> {
  const { hostname: host, port, pathname } = new URL(attachUrl);
  return new Promise((done, fail) => {
    let text = "";
    const socket = connect({ host, port: Number(port), servername: host }, () =>
      socket.write(`${pathname.slice(1)}\r\n`),
    );
    const stop = () => socket.destroy(new Error("interrupted"));
    signal.addEventListener("abort", stop, { once: true });
    socket
      .setEncoding("utf8")
      .setTimeout(longestSilenceMs, () => socket.destroy(new Error("it was silent for too long")));
    socket.on("data", (part: string) => {
      text += part;
      onLine(text.trimEnd().split("\n").at(-1) ?? "");
    });
    socket.on("error", (error) => fail(new OneOffLost(dyno, error.message)));
    socket.on("close", () => {
      signal.removeEventListener("abort", stop);
      done(text.replace(/^rendezvous\r\n/, ""));
    });
  });
}

import { randomUUID } from "node:crypto";
import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { LogDrain } from "../../entities-of-settings";
import type { LogLine } from "../logs";
import { frame } from "./frames";

/** Brings lines to a drain. */
export interface Transport {
  /** Rejects when they did not arrive, or nobody knows whether they did. */
  send(lines: readonly LogLine[]): Promise<void>;
  close(): void;
}

const patienceMs = 5000;

export const transportTo = (drain: LogDrain): Transport =>
  /^https?:/.test(drain.url) ? overHttp(drain) : overSyslog(drain);

/** POSTs with Logplex's headers; credentials of the address go by the Authorization header. */
function overHttp({ url, token }: LogDrain): Transport {
  const target = new URL(url);
  const user = `${decodeURIComponent(target.username)}:${decodeURIComponent(target.password)}`;
  const authorization: Record<string, string> =
    user === ":" ? {} : { authorization: `Basic ${Buffer.from(user).toString("base64")}` };
  target.username = target.password = "";
  const ended = new AbortController();
  return {
    close: () => ended.abort(),
    async send(lines) {
      const response = await fetch(target, {
        method: "POST",
        body: lines.map((line) => frame(line, "host")).join(""),
        headers: {
          ...authorization,
          "content-type": "application/logplex-1",
          "logplex-drain-token": token,
          "logplex-frame-id": randomUUID().replaceAll("-", "").toUpperCase(),
          "logplex-msg-count": String(lines.length),
          "user-agent": "Logplex/v72",
        },
        redirect: "manual",
        signal: AbortSignal.any([ended.signal, AbortSignal.timeout(patienceMs)]),
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`the drain answered ${response.status}`);
    },
  };
}

/** One connection, opened when there is something to send, and opened anew after it broke. */
function overSyslog({ url, token }: LogDrain): Transport {
  const { protocol, hostname, port } = new URL(url);
  const secure = protocol === "syslog+tls:";
  const to = { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port || (secure ? 6514 : 514)) };
  let socket: Socket | undefined;
  const opened = (): Socket => {
    if (socket && !socket.destroyed) return socket;
    socket = secure ? connectTls({ ...to, servername: to.host }) : connectTcp(to);
    return socket.setTimeout(patienceMs).on("error", () => undefined);
  };
  return {
    close: () => socket?.destroy(),
    send: (lines) =>
      new Promise((done, fail) => {
        const target = opened();
        const giveUp = (): void => {
          target.destroy();
          fail(new Error("the drain took too long"));
        };
        target.once("timeout", giveUp);
        target.write(lines.map((line) => frame(line, token)).join(""), (error) => {
          target.off("timeout", giveUp);
          if (error) fail(error);
          else done();
        });
      }),
  };
}

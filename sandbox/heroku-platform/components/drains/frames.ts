import type { LogLine } from "../logs";

/** syslog's local7.info for the app's own lines, syslog.notice for Heroku's. */
const priorities: Readonly<Record<string, number>> = { app: 190, heroku: 45 };

/**
 * A line as Logplex sends it: RFC 5424 without structured data, with its length before it (RFC 6587).
 * @param host the drain's token over syslog, `host` over HTTPS
 * Source: https://devcenter.heroku.com/articles/log-drains
 */
export function frame({ time, source, dyno, text }: LogLine, host: string): string {
  const message = `<${priorities[source] ?? 190}>1 ${time} ${host} ${source} ${dyno} - ${text}\n`;
  return `${Buffer.byteLength(message)} ${message}`;
}

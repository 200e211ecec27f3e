import { isLoopback, type Wrong } from "../../engine/definition";

/** Where a restore takes its data from: a backup that Heroku keeps, or a dump behind a URL. */
export type BackupSource =
  | { readonly kind: "backup"; readonly app: string; readonly number: number; readonly name: string }
  | { readonly kind: "url"; readonly url: string };

const allowed =
  "Allowed: <app>::<backup>, such as penny-university::b003, or the https URL of a dump that Heroku can download " +
  "(a file on this machine must be uploaded first; on the sandbox http://127.0.0.1 will do)";

/** Undefined for what is neither. */
export function backupSource(text: string): BackupSource | undefined {
  const [, app, name, digits] = /^([a-z][a-z0-9-]{1,28}[a-z0-9])::([ab](\d{3,}))$/.exec(text) ?? [];
  if (app && name) return { kind: "backup", app, name, number: Number(digits) };
  return isDownload(text) ? { kind: "url", url: text } : undefined;
}

function isDownload(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol } = new URL(text);
  return protocol === "https:" || (protocol === "http:" && isLoopback(text));
}

/** The text is not quoted: the URL of a dump is often signed. */
export function backup(text: string): Wrong[] {
  return backupSource(text) ? [] : [{ reason: `it is not where a backup is. ${allowed}` }];
}

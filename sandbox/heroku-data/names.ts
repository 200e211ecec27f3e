import type { PostgresAddon } from "../heroku-platform/directory";

/** The config var that a schedule and a transfer call the database by: `DATABASE_URL`, else that of its first attachment. */
export function urlNameOf({ attachments }: PostgresAddon): string {
  return `${attachmentOf(attachments)}_URL`;
}

export function databaseNameOf({ attachments }: PostgresAddon): string {
  return attachmentOf(attachments);
}

function attachmentOf(attachments: readonly string[]): string {
  return attachments.includes("DATABASE") ? "DATABASE" : (attachments[0] ?? "DATABASE");
}

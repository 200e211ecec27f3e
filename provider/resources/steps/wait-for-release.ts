import { type Context, getText, Refused, type Release, waitUntil } from "../../engine/definition";
import { withoutVars } from "./without-vars";

const shownLines = 30;

/** Waits for a release's release phase. @throws Refused `release_failed` with the last lines of its output. */
export async function waitForRelease(app: string, release: string | number, context: Context): Promise<void> {
  const ended = await waitUntil(
    `release ${release} has run its release phase`,
    async () => {
      const now = await context.platform.releases.get(app, release, context.signal);
      return now.status === "pending" ? undefined : now;
    },
    context,
  );
  if (ended.status !== "succeeded") throw await releaseFailed(ended, context);
}

async function releaseFailed({ version, status, app, output_stream_url }: Release, context: Context): Promise<Refused> {
  const { signal } = context;
  const text = output_stream_url ? await getText(output_stream_url, signal) : "";
  const output = lastLines(await withoutVars(text, app.id, context));
  const next = `What ran before goes on running. See \`heroku releases:output v${version} --app ${app.name}\``;
  return new Refused(
    "release_failed",
    `release v${version} of ${app.name} ${status} in its release phase. ${next}${output}`,
  );
}

/** The end of a log, ready to follow a sentence. */
export function lastLines(text: string): string {
  const lines = text.trimEnd().split("\n").slice(-shownLines);
  return text.trim() ? `\nIts last lines:\n${lines.map((line) => `  ${line}`).join("\n")}` : "";
}

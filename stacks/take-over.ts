import * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";
import { ownOutput } from "./own-outputs";
import { type RepositorySettings } from "./settings";

/** The output by which a later run of the stack knows that the repository is in its state. */
export const takenOverOutput = "repository";

/**
 * The declared options that must wait for the next `up`: Pulumi refuses to import what the program would change at once, so the `up`
 * that takes a repository over leaves its options as they are, and says which ones the next `up` will change.
 */
export async function optionsThatWait(settings: RepositorySettings): Promise<string[]> {
  const declared = Object.entries(settings.options);
  if (settings.create || declared.length === 0 || (await ownOutput(takenOverOutput)) !== undefined) return [];
  const live: Readonly<Record<string, unknown>> = { ...(await github.getRepository({ name: settings.name })) };
  const waiting = declared.filter(([option, value]) => JSON.stringify(live[option]) !== JSON.stringify(value));
  if (waiting.length > 0) await pulumi.log.warn(announcement(settings.name, waiting, live));
  return waiting.map(([option]) => option);
}

function announcement(name: string, waiting: [string, unknown][], live: Readonly<Record<string, unknown>>): string {
  const changes = waiting.map(
    ([option, value]) => `  ${option}: ${JSON.stringify(live[option])} to ${JSON.stringify(value)}`,
  );
  return `This \`up\` takes the repository ${name} over as it is. Run \`pulumi up\` once more to change:\n${changes.join("\n")}`;
}

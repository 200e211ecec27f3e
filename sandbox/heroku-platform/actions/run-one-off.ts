import { findDynoSize } from "../catalog/dyno-sizes";
import type { OneOff } from "../components/one-offs";
import type { App } from "../entities";
import { builtSlug, dynoEnvironment } from "../environment";
import { invalidParams } from "../errors";
import type { Platform } from "../platform";
import { currentRelease } from "./create-release";

export interface OneOffCommand {
  readonly command: string;
  readonly type: string;
  readonly size?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly timeToLiveSeconds?: number;
}

/** Runs a command with the slug and the config vars of the current release; undefined when that has no slug. */
export async function runOneOff(platform: Platform, app: App, wanted: OneOffCommand): Promise<OneOff | undefined> {
  const { state } = platform;
  const release = currentRelease(platform, app.id);
  const slug = release?.slugId ? state.slugs.get(release.slugId) : undefined;
  if (!release || !slug) return undefined;
  const byDefault = state.formations.find((row) => row.appId === app.id && row.type === "web")?.size ?? "Basic";
  const size = findDynoSize(wanted.size ?? byDefault);
  if (!size) throw invalidParams(`Couldn't find that size (${wanted.size}).`);
  return platform.oneOffs.start({
    appId: app.id,
    type: wanted.type,
    command: slug.processTypes[wanted.command] ?? wanted.command,
    size: size.name,
    release: { id: release.id, version: release.version },
    slug: builtSlug(slug),
    env: { ...dynoEnvironment(app, release, slug), ...wanted.env },
    timeoutMs: (wanted.timeToLiveSeconds ?? 86_400) * 1000,
  });
}

import { findDynoSize } from "../catalog/dyno-sizes";
import type { AttachableOneOff, OneOff, OneOffOrder } from "../components/one-offs";
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
  const order = orderOf(platform, app, wanted);
  return order && platform.oneOffs.start(order);
}

/** The same, when a client has come to talk with it: on a terminal unless `pipes`. */
export function awaitOneOff(
  platform: Platform,
  app: App,
  wanted: OneOffCommand,
  pipes: boolean,
): AttachableOneOff | undefined {
  const order = orderOf(platform, app, wanted);
  const size = (name: string, otherwise: number): number => Number(wanted.env?.[name]) || otherwise;
  const terminal = pipes ? undefined : { columns: size("COLUMNS", 80), rows: size("LINES", 24) };
  return order && platform.oneOffs.await(order, terminal);
}

function orderOf(platform: Platform, app: App, wanted: OneOffCommand): OneOffOrder | undefined {
  const { state } = platform;
  const release = currentRelease(platform, app.id);
  const slug = release?.slugId ? state.slugs.get(release.slugId) : undefined;
  if (!release || !slug) return undefined;
  const byDefault = state.formations.find((row) => row.appId === app.id && row.type === "web")?.size ?? "Basic";
  const size = findDynoSize(wanted.size ?? byDefault);
  if (!size) throw invalidParams(`Couldn't find that size (${wanted.size}).`);
  return {
    appId: app.id,
    type: wanted.type,
    command: resolveType(wanted.command, slug.processTypes),
    size: size.name,
    release: { id: release.id, version: release.version },
    slug: builtSlug(slug),
    env: { ...dynoEnvironment(app, release, slug), ...wanted.env },
    timeoutMs: (wanted.timeToLiveSeconds ?? 86_400) * 1000,
  };
}

/** A first word that is a process type stands for its command: `web`, `worker --once`. */
function resolveType(command: string, types: Readonly<Record<string, string>>): string {
  const [first = ""] = /^\S+/.exec(command) ?? [];
  return Object.hasOwn(types, first) ? `${types[first]}${command.slice(first.length)}` : command;
}

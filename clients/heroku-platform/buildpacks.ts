import { type Transport } from "../transport";
import { appPath } from "./apps";

interface Installation {
  readonly ordinal: number;
  readonly buildpack: { readonly name: string; readonly url: string };
}

/** https://devcenter.heroku.com/articles/platform-api-reference#buildpack-installations */
export class Buildpacks {
  constructor(private readonly transport: Transport) {}

  /** Names, or URLs where a buildpack has no name, in their order. */
  async list(app: string, signal?: AbortSignal): Promise<string[]> {
    return names(await this.transport.list<Installation>(path(app), { signal }));
  }

  /** Replaces them all; an empty list lets Heroku detect them. */
  async set(app: string, buildpacks: readonly string[], signal?: AbortSignal): Promise<string[]> {
    const body = { updates: buildpacks.map((buildpack) => ({ buildpack })) };
    return names((await this.transport.send<Installation[]>("PUT", path(app), { body, signal })).body);
  }
}

const path = (app: string) => `${appPath(app)}/buildpack-installations`;

function names(installations: readonly Installation[]): string[] {
  return [...installations].sort((a, b) => a.ordinal - b.ordinal).map(({ buildpack }) => buildpack.name);
}

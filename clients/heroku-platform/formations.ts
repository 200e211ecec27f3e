import { type Transport } from "../transport";
import { appPath, type Named } from "./apps";

/** https://devcenter.heroku.com/articles/platform-api-reference#formation: what is used of it. */
export interface Formation {
  readonly id: string;
  readonly app: Named;
  readonly type: string;
  readonly command: string;
  readonly quantity: number;
  readonly size: string;
}

export class Formations {
  constructor(private readonly transport: Transport) {}

  /** By process type or id. */
  async get(app: string, type: string, signal?: AbortSignal): Promise<Formation> {
    return (await this.transport.send<Formation>("GET", path(app, type), { signal })).body;
  }

  async list(app: string, signal?: AbortSignal): Promise<Formation[]> {
    return this.transport.list<Formation>(`${appPath(app)}/formation`, { signal });
  }

  async update(
    app: string,
    type: string,
    change: { quantity?: number; size?: string },
    signal?: AbortSignal,
  ): Promise<Formation> {
    const { quantity, size } = change;
    const body = { quantity, ...(size === undefined ? {} : { dyno_size: { name: size } }) };
    return (await this.transport.send<Formation>("PATCH", path(app, type), { body, signal })).body;
  }
}

const path = (app: string, type: string) => `${appPath(app)}/formation/${encodeURIComponent(type)}`;

import { type Transport } from "../transport";
import { appPath } from "./apps";

/** https://devcenter.heroku.com/articles/platform-api-reference#config-vars */
export class ConfigVars {
  constructor(private readonly transport: Transport) {}

  async get(app: string, signal?: AbortSignal): Promise<Readonly<Record<string, string>>> {
    return (await this.transport.send<Record<string, string>>("GET", path(app), { signal })).body;
  }

  /** Sets what has a value and unsets what is null, in one release; other vars stay. The values are kept out of errors. */
  async update(app: string, changes: Readonly<Record<string, string | null>>, signal?: AbortSignal): Promise<void> {
    await this.transport.send("PATCH", path(app), { body: changes, secretBody: true, signal });
  }
}

const path = (app: string) => `${appPath(app)}/config-vars`;

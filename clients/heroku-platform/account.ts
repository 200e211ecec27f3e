import { header, type Transport } from "../transport";

/** https://devcenter.heroku.com/articles/platform-api-reference#account: what is used of it. */
export interface Account {
  readonly id: string;
  readonly email: string;
  readonly name: string | null;
}

export class Accounts {
  constructor(private readonly transport: Transport) {}

  /** Whose key this is, and what time it is at Heroku, by the answer's `Date`. */
  async current(signal?: AbortSignal): Promise<{ readonly account: Account; readonly time?: Date }> {
    const { body, headers } = await this.transport.send<Account>("GET", "/account", { signal });
    const time = new Date(header(headers, "date") ?? "");
    return { account: body, time: Number.isNaN(time.getTime()) ? undefined : time };
  }
}

import { request, type Dispatcher } from "undici";
import type { Sandbox } from "../../sandbox/sandbox";

export interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly html: string;
}

interface Sent {
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A browser without eyes: it keeps the console's cookie and sends what a browser sends. */
export class Visitor {
  private constructor(
    private readonly origin: string,
    readonly cookie: string,
  ) {}

  /** Signed in, as by the address of `bin/sandbox console`. */
  static async signIn({ urls, signIn }: Pick<Sandbox, "urls" | "signIn">): Promise<Visitor> {
    const answer = await request(`${urls.console}/sign-in?token=${signIn.issue()}`);
    await answer.body.dump();
    return new Visitor(urls.console, String(answer.headers["set-cookie"]).split(";")[0] ?? "");
  }

  static stranger({ urls }: Pick<Sandbox, "urls">): Visitor {
    return new Visitor(urls.console, "");
  }

  get(path: string, headers: Sent["headers"] = {}): Promise<Got> {
    return this.send("GET", path, { headers });
  }

  /** Sends a form of the console's own. */
  post(path: string, form: Sent["form"] = {}, headers: Sent["headers"] = {}): Promise<Got> {
    return this.send("POST", path, { form, headers: { origin: this.origin, ...headers } });
  }

  /** The event stream's data, until `enough` of what was heard so far; then it is closed. */
  async hear(path: string, enough: (heard: string) => boolean): Promise<string> {
    const abort = new AbortController();
    const { body } = await request(`${this.origin}${path}`, { headers: { cookie: this.cookie }, signal: abort.signal });
    let heard = "";
    try {
      for await (const chunk of body) {
        heard += String(chunk);
        if (enough(heard)) return heard;
      }
      throw new Error(`the stream ended before: ${heard}`);
    } finally {
      abort.abort();
    }
  }

  private async send(method: Dispatcher.HttpMethod, path: string, { form, headers }: Sent): Promise<Got> {
    const body = form && new URLSearchParams(form).toString();
    const type = form ? { "content-type": "application/x-www-form-urlencoded" } : {};
    const answer = await request(`${this.origin}${path}`, {
      method,
      body,
      headers: { cookie: this.cookie, ...type, ...headers },
    });
    return { status: answer.statusCode, headers: answer.headers, html: await answer.body.text() };
  }
}

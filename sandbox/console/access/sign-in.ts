import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** From the command that makes the address until a browser opens it. */
const linkMs = 5 * 60_000;
const sessionMs = 12 * 3_600_000;

/** Who may see the console: a browser that opened an address of `bin/sandbox console` has a session, which outlasts restarts of the sandbox. */
export class SignIn {
  private readonly links = new Map<string, number>();

  /** @param secret what sessions are signed with. @param now epoch ms of this machine: the sandbox's own time can jump. */
  constructor(
    private readonly secret: string,
    private readonly now: () => number = Date.now,
  ) {}

  /** A token that lets one browser in, once, within five minutes. */
  issue(): string {
    for (const [token, end] of this.links) if (end < this.now()) this.links.delete(token);
    const token = randomBytes(24).toString("base64url");
    this.links.set(token, this.now() + linkMs);
    return token;
  }

  /** The session that a token opens, and its seconds; undefined when the token is unknown, used or too old. */
  redeem(token: string): { session: string; seconds: number } | undefined {
    const end = this.links.get(token);
    this.links.delete(token);
    if (end === undefined || end < this.now()) return undefined;
    const until = String(this.now() + sessionMs);
    return { session: `${until}.${this.sign(until)}`, seconds: sessionMs / 1000 };
  }

  admits(session: string | undefined): boolean {
    const [until = "", signature = ""] = session?.split(".") ?? [];
    const [given, wanted] = [Buffer.from(signature), Buffer.from(this.sign(until))];
    return given.length === wanted.length && timingSafeEqual(given, wanted) && Number(until) > this.now();
  }

  private sign(until: string): string {
    return createHmac("sha256", this.secret).update(`console session until ${until}`).digest("base64url");
  }
}

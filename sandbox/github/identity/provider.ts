import { randomBytes, randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair, SignJWT, type JWK, type KeyLike } from "jose";
import type { Context } from "../context";
import { hashToken } from "../state";

type Claims = Readonly<Record<string, string>>;

interface Key {
  readonly id: string;
  readonly secret: KeyLike;
  readonly open: JWK;
}

/** What lets a job ask for tokens of its identity. */
export interface Grant {
  /** `ACTIONS_ID_TOKEN_REQUEST_…` */
  readonly variables: Readonly<Record<string, string>>;
  readonly token: string;
  revoke(): void;
}

/** Seconds that a token is good for, and before its time of issue: as in GitHub's example of one. */
const [lifetime, leeway] = [300, 600];

/**
 * Tells others who a job is, in tokens that they can check: OpenID Connect, at the addresses of a GitHub Enterprise Server. The key is made at the
 * first use, and never leaves this process. https://docs.github.com/en/actions/concepts/security/openid-connect
 */
export class IdentityProvider {
  private readonly jobs = new Map<string, { readonly bearer: string; readonly claims: Claims }>();
  private made: Promise<Key> | undefined;

  constructor(private readonly context: Context) {}

  get issuer(): string {
    return `${this.context.url()}/_services/token`;
  }

  grant(claims: Claims): Grant {
    const [id, token] = [randomUUID(), randomBytes(48).toString("base64url")];
    this.jobs.set(id, { bearer: hashToken(token), claims });
    return {
      token,
      variables: {
        ACTIONS_ID_TOKEN_REQUEST_URL: `${this.context.url()}/_services/pipelines/idtoken/${id}?api-version=2.0`,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: token,
      },
      revoke: () => void this.jobs.delete(id),
    };
  }

  /** A token for whom it is meant; undefined for a bearer who is not that job, or no longer. */
  async issue(id: string, bearer: string, audience: string | undefined): Promise<string | undefined> {
    const job = this.jobs.get(id);
    if (job?.bearer !== hashToken(bearer)) return undefined;
    const key = await this.key();
    // Whoever checks it has the machine's clock, however far the sandbox's was advanced.
    const now = Math.floor(this.context.clock.machineNow().getTime() / 1000);
    return new SignJWT({ ...job.claims })
      .setProtectedHeader({ typ: "JWT", alg: "RS256", kid: key.id })
      .setIssuer(this.issuer)
      .setAudience(audience ?? `${this.context.url()}/${job.claims["repository_owner"]}`)
      .setJti(randomUUID())
      .setNotBefore(now - leeway)
      .setIssuedAt(now)
      .setExpirationTime(now + lifetime)
      .sign(key.secret);
  }

  /** What tokens are checked with. */
  async keys(): Promise<readonly JWK[]> {
    const { id, open } = await this.key();
    return [{ ...open, kid: id, alg: "RS256", use: "sig" }];
  }

  private key(): Promise<Key> {
    this.made ??= makeKey();
    return this.made;
  }
}

async function makeKey(): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  return { id: randomUUID(), secret: privateKey, open: await exportJWK(publicKey) };
}

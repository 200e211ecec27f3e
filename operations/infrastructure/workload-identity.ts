import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OperationError } from "../errors";

type Env = Readonly<Record<string, string | undefined>>;

/** GitHub gave no token for the run. */
export class NoIdentity extends OperationError {
  readonly id = "no_identity";
  constructor(said: string) {
    super(`GitHub gave this run no identity token (${said}). Its job needs \`permissions: id-token: write\``);
  }
}

/**
 * Lets a run of GitHub Actions open a state in S3 without a stored key: AWS's SDK, in the engine, exchanges the run's identity token for the
 * role AWS_ROLE_ARN. https://docs.github.com/en/actions/concepts/security/openid-connect
 * @returns what asks for a new token, for each engine that is started: one is good for five minutes. It gives the variables that name the
 * token's file; none where there is no role, or no run. @throws NoIdentity
 */
export function workloadIdentity(env: Env): () => Promise<Record<string, string>> {
  const { AWS_ROLE_ARN: role, AWS_WEB_IDENTITY_TOKEN_FILE: given, ACTIONS_ID_TOKEN_REQUEST_URL: url } = env;
  if (!role || given || !url) return () => Promise.resolve({});
  let file: string | undefined;
  return async () => {
    const token = await identityToken(url, env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] ?? "", "sts.amazonaws.com");
    file ??= ownFile();
    writeFileSync(file, token, { mode: 0o600 });
    return { AWS_WEB_IDENTITY_TOKEN_FILE: file };
  };
}

/** Gone with this process. */
function ownFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "penny-identity-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "token");
}

async function identityToken(url: string, bearer: string, audience: string): Promise<string> {
  const asked = new URL(url);
  asked.searchParams.set("audience", audience);
  const answer = await fetch(asked, { headers: { authorization: `Bearer ${bearer}` } }).catch((error: Error) => {
    throw new NoIdentity(error.message);
  });
  const { value } = (answer.ok ? await answer.json() : {}) as { value?: string };
  if (!value) throw new NoIdentity(`status ${answer.status}`);
  return value;
}

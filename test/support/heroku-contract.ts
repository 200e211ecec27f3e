import { randomBytes } from "node:crypto";
import { call, stagePlatform, type Answer, type CallOptions, type PlatformStage } from "./heroku-platform";

/**
 * Where contract tests run: the sandbox, or the real service when SANDBOX_CONTRACT_HEROKU_API_KEY holds a key of an account that may be
 * charged for a minute of the smallest database and dyno. The apps that a test makes are deleted at its end.
 */
export interface ContractTarget {
  readonly real: boolean;
  call<T = Record<string, unknown>>(method: string, path: string, options?: CallOptions): Promise<Answer<T>>;
  /** A team that the account belongs to. */
  readonly team?: string;
  /** A name that no other app has. */
  readonly appName: string;
  /** Lets the time pass that Heroku needs until `done`: on the sandbox by its clock. */
  until(done: () => Promise<boolean>): Promise<void>;
  upload(url: string, body: Buffer): Promise<number>;
  close(): Promise<void>;
}

const POLL_MS = 3000;
const TURNS = 200;
const team = "penny-team";

export async function contractTarget(): Promise<ContractTarget> {
  const appName = `penny-contract-${randomBytes(4).toString("hex")}`;
  const upload = async (url: string, body: Buffer): Promise<number> =>
    (await fetch(url, { method: "PUT", body: new Uint8Array(body) })).status;
  const key = process.env["SANDBOX_CONTRACT_HEROKU_API_KEY"];
  if (key) {
    const url = process.env["SANDBOX_CONTRACT_HEROKU_API_URL"] ?? "https://api.heroku.com";
    const until = repeat(() => new Promise((resolve) => setTimeout(resolve, POLL_MS)));
    return {
      real: true,
      appName,
      upload,
      until,
      call: (method, path, options) => call(url, key, method, path, options),
      close: async () => undefined,
    };
  }
  const stage: PlatformStage = await stagePlatform({ databases: true, teams: [team] });
  const until = repeat(async () => {
    await stage.clock.advance(POLL_MS);
    await stage.platform.idle();
  });
  return { real: false, team, appName, upload, until, call: stage.call, close: stage.close };
}

const repeat =
  (wait: () => Promise<unknown>) =>
  async (done: () => Promise<boolean>): Promise<void> => {
    for (let turn = 0; turn < TURNS; turn += 1) {
      if (await done()) return;
      await wait();
    }
    throw new Error(`it was not done after ${TURNS} turns`);
  };

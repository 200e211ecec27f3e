import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeData } from "../../sandbox/remove-data";
import { startSandbox, type Sandbox } from "../../sandbox/sandbox";
import { call, type Answer, type CallOptions } from "./heroku-platform";

/** The moment at which the clock of a sandbox of `openSandbox` stands until it is advanced. */
const sandboxBegan = Date.parse("2026-11-23T10:00:00Z");

/** A whole sandbox in this process, on free ports, in a temporary folder, whose time passes only when a test lets it. */
export interface OpenSandbox {
  readonly sandbox: Sandbox;
  heroku<T = Record<string, unknown>>(method: string, path: string, options?: CallOptions): Promise<Answer<T>>;
  advance(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** `pulumiHome` is where set-up put what runs workflows; without it none run. */
export async function openSandbox({ pulumiHome }: { readonly pulumiHome?: string } = {}): Promise<OpenSandbox> {
  const home = mkdtempSync(join(tmpdir(), "sandbox-"));
  const sandbox = await startSandbox({
    home,
    port: 0,
    pulumiHome: pulumiHome ?? join(home, "pulumi-home"),
    seedFolder: join(__dirname, "../fixtures/penny"),
    machineTime: () => sandboxBegan,
  });
  return {
    sandbox,
    heroku: (method, path, options) =>
      call(sandbox.urls.heroku, sandbox.credentials.herokuApiKey, method, path, options),
    advance: (ms) => sandbox.clock.advance(ms),
    close: async () => {
      await sandbox.close();
      await removeData(sandbox.home);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

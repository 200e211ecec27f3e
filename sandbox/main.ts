import { join } from "node:path";
import { startSandbox } from "./sandbox";

/**
 * The process that serves the sandbox: `SANDBOX_HOME=… node --require tsx/cjs sandbox/main.ts [port]`.
 * It tells its parent, when there is one with a channel, what it does: `{progress}`, then `{ready: true}` or `{failed}`.
 */
async function main(): Promise<void> {
  const project = join(__dirname, "..");
  const tell = (message: object) => process.connected && process.send?.(message);
  const log = (line: string) => console.log(`${new Date().toISOString()} ${line}`);
  const { SANDBOX_HOME, PULUMI_HOME } = process.env;
  forgetCredentials();
  process.on("disconnect", () => undefined);
  const starting = startSandbox({
    home: SANDBOX_HOME || join(project, ".sandbox"),
    pulumiHome: PULUMI_HOME || join(project, ".pulumi-home"),
    seedFolder: join(project, "test", "fixtures", "penny"),
    ...(process.argv[2] === undefined ? {} : { port: Number(process.argv[2]) }),
    log,
    progress: (step) => {
      log(step);
      tell({ progress: step });
    },
  });
  endOnSignals(() => starting, log);
  try {
    const { urls } = await starting;
    log(
      `Ready: ${Object.entries(urls)
        .map(([name, url]) => `${name} ${url}`)
        .join(", ")}`,
    );
    tell({ ready: true });
  } catch (error) {
    console.error(error instanceof Error ? error.stack : error);
    const { id, message } = error as { id?: string; message?: string };
    tell({ failed: { id: id ?? "internal", message: message ?? String(error) } });
    process.exitCode = 1;
  }
  if (process.connected) process.disconnect();
}

/** The sandbox's own are the only credentials that what runs in it may ever see. */
function forgetCredentials(): void {
  for (const name of Object.keys(process.env))
    if (/^(HEROKU|GITHUB|GH|AWS|PULUMI)_|(TOKEN|SECRET|PASSWORD|API_KEY)$/.test(name)) delete process.env[name];
}

function endOnSignals(starting: () => Promise<{ close(): Promise<void> }>, log: (line: string) => void): void {
  let ending = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.on(signal, () => {
      if (ending) return;
      ending = true;
      log(`${signal}: ending`);
      void starting()
        .then((sandbox) => sandbox.close())
        .catch((error: Error) => log(error.message))
        .finally(() => process.exit(process.exitCode ?? 0));
    });
}

process.on("unhandledRejection", (error) => console.error("unhandled:", error));
void main();

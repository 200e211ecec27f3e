import { startProvider } from "./index";

/** The engine waits five seconds for a plugin, and then calls its end premature. */
const patienceMs = 1_000;

/** Pulumi's plugin protocol: the engine's address is the last argument, the port goes to stdout, and the end of stdin is the engine's end. */
async function main(args: readonly string[]): Promise<void> {
  const engineAddress = args.filter((argument) => !argument.startsWith("-")).at(-1);
  const provider = await startProvider({ engineAddress });
  const end = () => {
    setTimeout(() => process.exit(0), patienceMs);
    void provider.close().finally(() => process.exit(0));
  };
  // The plugin has a process group of its own: a Ctrl-C does not reach it, and by SIGINT the engine says that it is done.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, end);
  process.stdin.on("end", end).resume();
  process.stdout.write(`${provider.port}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});

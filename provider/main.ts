import { startProvider } from "./index";

/** Pulumi's plugin protocol: the engine's address is the last argument, the port goes to stdout, and the end of stdin is the engine's end. */
async function main(args: readonly string[]): Promise<void> {
  const engineAddress = args.filter((argument) => !argument.startsWith("-")).at(-1);
  const provider = await startProvider({ engineAddress });
  const end = () => void provider.close().finally(() => process.exit(0));
  // Not a SIGINT: the engine asks by Cancel, so that what was made is still told.
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", end);
  process.stdin.on("end", end).resume();
  process.stdout.write(`${provider.port}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});

import { endRunningCommands } from "../command";

/** Exit codes of a process that a signal ended, as shells count them. */
const signalExit: Readonly<Partial<Record<NodeJS.Signals, number>>> = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/**
 * Ends what set-up has started when a person interrupts it, and then the set-up. Returns what restores the former state.
 * Half-made files lie in scratch folders: `exit` handlers and the next run remove them.
 */
export function endOnInterrupt(): () => void {
  const handlers = (Object.keys(signalExit) as NodeJS.Signals[]).map((signal) => {
    const handler = () => {
      endRunningCommands();
      process.stderr.write("\nInterrupted. The next run goes on from here.\n");
      process.exit(signalExit[signal]);
    };
    process.on(signal, handler);
    return () => void process.off(signal, handler);
  });
  return () => handlers.forEach((remove) => remove());
}

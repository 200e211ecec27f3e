import { Listr } from "listr2";
import { type Step } from "../report";
import { elapsed } from "./elapsed";

const BEAT_MS = 1000;

/** Steps on a terminal: one line each with its elapsed time, the detail of the running one below it. */
export async function runOnTerminal(steps: readonly Step[]): Promise<void> {
  const tasks = steps.map((step) => ({
    title: step.title,
    rendererOptions: { persistentOutput: false, outputBar: 1 },
    task: async (_: unknown, task: { title: string; output: string }) => {
      const start = Date.now();
      const said: string[] = [];
      const heading = (how: string) => [`${step.title}: ${how} (${elapsed(Date.now() - start)})`, ...said].join("\n  ");
      const beat = setInterval(() => void (task.title = heading("…")), BEAT_MS);
      try {
        const how = await step.run({
          line: (text) => void (task.output = text),
          say: (text) => void said.push(text),
        });
        task.title = heading(how);
      } finally {
        clearInterval(beat);
      }
    },
  }));
  await new Listr(tasks, { rendererOptions: { collapseErrors: true, showErrorMessage: false } }).run();
}

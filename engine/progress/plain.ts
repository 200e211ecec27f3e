import { type Step } from "../report";
import { elapsed } from "./elapsed";

const QUIET_MS = 15_000;

/**
 * Steps as plain lines, for logs: the start and the end of each, and while one takes long, a line at least every 15 s.
 * Detail is shown only then: a build names thousands of packages.
 */
export async function runPlainly(
  steps: readonly Step[],
  write: (line: string) => void,
  quiet = QUIET_MS,
): Promise<void> {
  for (const step of steps) {
    const start = Date.now();
    let detail = "";
    const beat = setInterval(() => write(`  ${step.title}: ${elapsed(Date.now() - start)} ${detail}`.trimEnd()), quiet);
    try {
      const how = await step.run({
        line: (text) => void (detail = text),
        say: (text) => write(`  ${text}`),
      });
      write(`✓ ${step.title}: ${how} (${elapsed(Date.now() - start)})`);
    } catch (error) {
      write(`✗ ${step.title}`);
      throw error;
    } finally {
      clearInterval(beat);
    }
  }
}

import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { type Asking } from "./confirmation";
import { answerTo } from "./question";

/** Asks a person at a terminal for a value that nobody may read over their shoulder. @throws Interrupted */
export async function askHidden(question: string, { input, output, signal }: Asking): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input, output: nowhere, terminal: true });
  // Not before: from here on the terminal shows nothing of what is typed.
  output.write(question);
  try {
    return await answerTo(reader, "", signal);
  } finally {
    reader.close();
    output.write("\n");
  }
}

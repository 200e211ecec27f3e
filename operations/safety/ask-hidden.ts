import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { Interrupted } from "../errors";
import { type Asking } from "./confirmation";

/** Asks a person at a terminal for a value that nobody may read over their shoulder. @throws Interrupted */
export async function askHidden(question: string, { input, output, signal }: Asking): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input, output: nowhere, terminal: true });
  // Not before: from here on the terminal shows nothing of what is typed.
  output.write(question);
  try {
    const given = reader.question("", { signal });
    const stopped = new Promise<never>((_resolve, reject) =>
      reader.once("SIGINT", () => reject(new Interrupted("nothing more was asked, nothing was changed"))),
    );
    return (await Promise.race([given, stopped])).trim();
  } finally {
    reader.close();
    output.write("\n");
  }
}

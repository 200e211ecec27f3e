import { type Interface } from "node:readline/promises";
import { Interrupted } from "../errors";

/** What a person answers. A terminal that readline listens to hands Ctrl-C over as a key, and sends no signal. @throws Interrupted */
export async function answerTo(reader: Interface, question: string, signal: AbortSignal | undefined): Promise<string> {
  const stopped = new Promise<never>((_resolve, reject) =>
    reader.once("SIGINT", () => reject(new Interrupted("nothing was changed"))),
  );
  return (await Promise.race([reader.question(question, { signal }), stopped])).trim();
}

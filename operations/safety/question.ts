import { Interrupted } from "../errors";

/** A person at a terminal. */
export interface Asking {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
  readonly signal?: AbortSignal;
}

/** Loaded when somebody is asked, which most runs do to nobody. @throws Interrupted */
export async function ask(message: string, asking: Asking): Promise<string> {
  const { default: input } = await import("@inquirer/input");
  return answered(input({ message }, asking));
}

/** For a value that nobody may read over their shoulder. @throws Interrupted */
export async function askHidden(message: string, asking: Asking): Promise<string> {
  const { default: password } = await import("@inquirer/password");
  return answered(password({ message }, asking));
}

/** A terminal that is listened to hands Ctrl-C over as a key, and sends no signal. */
async function answered(answer: Promise<string>): Promise<string> {
  try {
    return (await answer).trim();
  } catch (error) {
    const { name } = error as Error;
    if (name === "ExitPromptError" || name === "AbortPromptError") throw new Interrupted("nothing was changed");
    throw error;
  }
}

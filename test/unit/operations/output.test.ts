import { Writable } from "node:stream";
import { Output } from "../../../operations/output";

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** What a step that takes three seconds shows. */
async function shown(terminal: { readonly isTTY?: boolean; readonly columns?: number }): Promise<string[]> {
  const written: string[] = [];
  const stream = new Writable({ write: (chunk, _, done) => (written.push(String(chunk)), done()) });
  const output = new Output(false, { stdout: stream, stderr: Object.assign(stream, terminal) });
  const progress = output.progress("6/11 Release the code again");
  progress.update("release phase of v8");
  await jest.advanceTimersByTimeAsync(3_000);
  progress.end();
  return written;
}

describe("the progress of a step", () => {
  it("is one moving line at a terminal, taken away at the end", async () => {
    const written = await shown({ isTTY: true, columns: 80 });
    expect(written[0]).toBe("\r\x1b[K  … 6/11 Release the code again, release phase of v8, 2 s");
    expect(written.at(-1)).toBe("\r\x1b[K");
  });

  it("is cut where a narrow terminal would wrap it, so that it can be drawn over", async () => {
    const [first] = await shown({ isTTY: true, columns: 30 });
    expect(first).toBe("\r\x1b[K  … 6/11 Release the code ag…");
    expect(first!.slice("\r\x1b[K".length)).toHaveLength(29);
  });

  it("is whole at a terminal that does not know its width", async () => {
    const [first] = await shown({ isTTY: true, columns: 0 });
    expect(first).toContain("release phase of v8, 2 s");
  });

  it("is a line of its own elsewhere, once in ten seconds", async () => {
    expect(await shown({})).toEqual(["  … 6/11 Release the code again, release phase of v8, 2 s\n"]);
  });
});

import { runPlainly } from "../../../../engine/progress/plain";

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test("a step that takes long says so at least every 15 seconds, with its latest detail", async () => {
  const written: string[] = [];
  let finish: (how: string) => void = () => undefined;
  const step = {
    title: "Pulumi",
    run: ({ line }: { line(text: string): void }) => {
      line("12 packages compiled");
      return new Promise<string>((resolve) => (finish = resolve));
    },
  };

  const running = runPlainly([step], (line) => written.push(line));
  await jest.advanceTimersByTimeAsync(75_000);
  finish("built with Go");
  await running;

  expect(written[0]).toBe("  Pulumi: 15 s 12 packages compiled");
  expect(written[4]).toBe("  Pulumi: 1 m 15 s 12 packages compiled");
  expect(written.at(-1)).toBe("✓ Pulumi: built with Go (1 m 15 s)");
});

test("a step that fails ends the run", async () => {
  const written: string[] = [];
  const later = jest.fn();
  const steps = [
    { title: "Pulumi", run: () => Promise.reject(new Error("no")) },
    { title: "later", run: later },
  ];

  await expect(runPlainly(steps, (line) => written.push(line))).rejects.toThrow("no");

  expect(written).toEqual(["✗ Pulumi"]);
  expect(later).not.toHaveBeenCalled();
});

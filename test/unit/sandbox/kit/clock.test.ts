import { Clock, type Ticker } from "../../../../sandbox/kit/clock";

const minute = 60_000;
const start = Date.UTC(2026, 0, 1);

/** Due at every multiple of `every` minutes. */
function everyMinutes(every: number, seen: string[], name = "job"): Ticker {
  const step = every * minute;
  return {
    name,
    nextDue: (after) => new Date((Math.floor(after.getTime() / step) + 1) * step),
    run: async (due) => void seen.push(`${name} ${due.toISOString().slice(11, 16)}`),
  };
}

describe("the sandbox's clock", () => {
  it("runs all that falls due in an advanced hour, in order of time", async () => {
    const seen: string[] = [];
    const clock = new Clock({ machineTime: () => start });
    clock.register(everyMinutes(30, seen, "half"));
    clock.register(everyMinutes(20, seen, "third"));
    await clock.advance(60 * minute);
    expect(seen).toEqual(["third 00:20", "half 00:30", "third 00:40", "half 01:00", "third 01:00"]);
    expect(clock.now().toISOString()).toBe("2026-01-01T01:00:00.000Z");
  });

  it("shows the due moment to what runs while it is advanced", async () => {
    const shown: string[] = [];
    const clock = new Clock({ machineTime: () => start });
    clock.register({ ...everyMinutes(10, []), run: async () => void shown.push(clock.now().toISOString()) });
    await clock.advance(10 * minute);
    expect(shown).toEqual(["2026-01-01T00:10:00.000Z"]);
  });

  it("runs nothing while it is paused, and goes on from there when it is resumed", async () => {
    let machine = start;
    const seen: string[] = [];
    const clock = new Clock({ machineTime: () => machine });
    clock.register(everyMinutes(10, seen));
    clock.pause();
    machine += 25 * minute;
    await clock.tick();
    expect(seen).toEqual([]);
    clock.resume();
    machine += 11 * minute;
    await clock.tick();
    expect(seen).toEqual(["job 00:10"]);
  });

  it("goes on after a failure and reports it", async () => {
    const failures: string[] = [];
    const seen: string[] = [];
    const clock = new Clock({ machineTime: () => start, onError: (ticker) => failures.push(ticker) });
    clock.register({ ...everyMinutes(10, seen, "broken"), run: () => Promise.reject(new Error("broken")) });
    clock.register(everyMinutes(10, seen));
    await clock.advance(20 * minute);
    expect(failures).toEqual(["broken", "broken"]);
    expect(seen).toEqual(["job 00:10", "job 00:20"]);
  });

  it("keeps its offset over a restart and does not make up for what was missed", async () => {
    let machine = start;
    let kept = { offsetMs: 0 };
    const first = new Clock({ machineTime: () => machine, onChange: (state) => (kept = state) });
    await first.advance(60 * minute);
    machine += 120 * minute;
    const seen: string[] = [];
    const second = new Clock({ machineTime: () => machine, state: kept });
    second.register(everyMinutes(10, seen));
    await second.tick();
    expect(second.now().toISOString()).toBe("2026-01-01T03:00:00.000Z");
    expect(seen).toEqual([]);
  });

  it("refuses to go back", () => {
    expect(() => new Clock().advance(-1)).toThrow("only goes forward");
  });
});

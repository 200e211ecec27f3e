import { Slots } from "../../../../../sandbox/github/actions/slots";

const holder = { cancelled: false };

describe("the slots of jobs", () => {
  afterEach(() => void jest.useRealTimers());

  it("let no more in than there are, and the next when one is free", async () => {
    const slots = new Slots(1, () => true);
    const order: string[] = [];
    let end = (): void => undefined;
    const first = slots.use(holder, () => new Promise<void>((resolve) => (end = resolve)));
    const second = slots.use(holder, async () => void order.push("second"));
    expect(order).toEqual([]);
    end();
    await Promise.all([first, second]);
    expect(order).toEqual(["second"]);
  });

  it("let in who waited for a runner, once there is one", async () => {
    jest.useFakeTimers();
    let installed = false;
    const waiting = new Slots(1, () => installed).use(holder, async () => "ran");
    await jest.advanceTimersByTimeAsync(5000);
    installed = true;
    await jest.advanceTimersByTimeAsync(1000);
    expect(await waiting).toBe("ran");
  });
});

import { Unreachable } from "../../../../clients/transport/errors";
import { check } from "../../../../provider/engine/check";
import {
  type AnyResource,
  type Context,
  integer,
  type Plain,
  resource,
  string,
} from "../../../../provider/engine/definition";
import { makeOnce } from "../../../../provider/engine/make-once";
import { salvage } from "../../../../provider/engine/salvage";
import { state } from "../../../../provider/engine/state";
import { Secret, Unknown } from "../../../../provider/engine/values";
import { waitUntil } from "../../../../provider/engine/wait";

const rules = {
  importForm: "",
  create: async () => undefined,
  read: async () => undefined,
  find: async () => undefined,
  update: async () => undefined,
  delete: async () => undefined,
};
const thing = resource({
  ...rules,
  name: "Thing",
  description: "A thing of a test.",
  inputs: {
    command: string({ description: "" }),
    size: integer({ description: "", validate: (size) => (size > 0 ? [] : [{ reason: "it must be above 0" }]) }),
    region: string({ description: "", computed: true }),
  },
  outputs: { token: string({ description: "", secret: true }), status: string({ description: "" }) },
});

/** A context whose pauses take no time but are noted. */
function context(timeoutMs = 60_000): Context & { readonly pauses: number[] } {
  const pauses: number[] = [];
  let now = 0;
  const sleep = async (ms: number) => void (pauses.push(ms), (now += ms));
  const time = { now: () => now, sleep };
  return { time, pauses, timeoutMs, signal: new AbortController().signal, log: () => undefined } as never;
}

describe("what goes into the state", () => {
  const live = { inputs: { command: "by hand", size: 1, region: "eu" }, outputs: { status: "up" } };

  it("is what somebody set by hand, also where nothing was declared; but not what Heroku was left to choose", () => {
    const { inputs, properties } = state(thing, "id", live, { size: 1 });
    expect(inputs).toEqual({ command: "by hand", size: 1 });
    expect(properties).toEqual({ command: "by hand", size: 1, region: "eu", status: "up" });
  });

  it("is all of it after an import", () => {
    expect(state(thing, "id", live, {}, true).inputs).toEqual(live.inputs);
  });
});

describe("the rules of a field", () => {
  it("are not asked about a value that is not known yet", async () => {
    expect((await check(thing, { size: Unknown.value }, undefined)).failures).toEqual([]);
    expect((await check(thing, { size: 0 }, undefined)).failures).toEqual([
      { property: "size", reason: "it must be above 0" },
    ]);
  });
});

describe("what is left of a creation that failed", () => {
  const old = { id: "id", inputs: { size: 1 }, properties: { token: "hush-hush", status: "pending" } };
  const unreadable: AnyResource = { ...thing, read: () => Promise.reject(new Error("down")) };

  it("keeps the outputs that only the creation told, its secrets as secrets", async () => {
    for (const each of [thing, unreadable]) {
      const { id, properties } = await salvage(each, old, context());
      expect({ id, ...properties }).toMatchObject({ id: "id", size: 1, status: "pending" });
      expect(properties["token"]).toBeInstanceOf(Secret);
    }
  });
});

describe("a wait", () => {
  it("asks again after pauses that grow from half a second to five", async () => {
    const at = context();
    let polls = 0;
    expect(await waitUntil("it is up", async () => (++polls === 9 ? "up" : undefined), at)).toBe("up");
    expect(at.pauses).toEqual([500, 750, 1125, 1687.5, 2531.25, 3796.875, 5000, 5000]);
  });

  it("gives up instead of a pause that would end too late", async () => {
    const at = context(1_000);
    await expect(waitUntil("it is up", async () => undefined, at)).rejects.toThrow("waiting until it is up");
    expect(at.pauses).toEqual([500]);
  });
});

describe("a creation whose answer was lost", () => {
  const failure = { service: "Heroku", method: "POST", path: "/things" };
  const lost = () => Promise.reject(new Unreachable(failure, "http://127.0.0.1:1", true, "closed"));
  const appearing = (...lists: Plain[][]) => {
    let asked = 0;
    return async () => (lists[asked++] ?? lists.at(-1)!) as { id: string }[];
  };

  it("takes the only new one, which may come late", async () => {
    const at = context();
    const alike = appearing([{ id: "old" }], [{ id: "old" }], [{ id: "old" }, { id: "new" }]);
    expect(await makeOnce({ what: "thing", make: lost, alike }, at)).toEqual({ id: "new" });
    expect(at.pauses).toEqual([0, 1_000]);
  });

  it("takes none of several new ones, and names them", async () => {
    const alike = appearing([], [{ id: "one" }, { id: "two" }]);
    const made = makeOnce({ what: "thing", make: lost, alike }, context());
    await expect(made).rejects.toMatchObject({ id: "maybe_made" });
    await expect(made).rejects.toThrow("several new ones are there (one, two)");
  });
});

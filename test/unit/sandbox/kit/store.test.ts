import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { Store } from "../../../../sandbox/kit/store";

interface Thing {
  readonly id: string;
  readonly text: string;
}

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "store-"));
  file = join(folder, "state", "things.json");
});
afterEach(() => rmSync(folder, { recursive: true }));

const changes = (): string => join(folder, "state", "things.changes.jsonl");
const things = (store: Store) => store.collection<Thing>("things");
const reopened = (): Thing[] => things(new Store(file)).all();

describe("a simulator's state", () => {
  it("is read again as it was flushed, in the order in which it was made", async () => {
    const step = fc.record({ id: fc.constantFrom("a", "b", "c"), text: fc.string(), flush: fc.boolean() });
    const steps = fc.array(fc.record({ remove: fc.boolean(), step, reopen: fc.boolean() }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        rmSync(join(folder, "state"), { recursive: true, force: true });
        let store = new Store(file);
        for (const {
          remove,
          step: { id, text, flush },
          reopen,
        } of all) {
          if (remove) things(store).remove(id);
          else if (things(store).get(id)) things(store).update(id, { text });
          else things(store).insert({ id, text });
          if (flush || reopen) await store.flush();
          if (reopen) store = new Store(file);
        }
        await store.flush();
        expect(reopened()).toEqual(things(store).all());
      }),
      { numRuns: 50 },
    );
  });

  it("loses no more than the change that a kill cut short, at whatever byte", async () => {
    const store = new Store(file);
    things(store).insert({ id: "1", text: "flushed" });
    await store.flush();
    const whole = readFileSync(changes(), "utf8");
    things(store).insert({ id: "2", text: "cut short" });
    await store.flush();
    const line = readFileSync(changes(), "utf8").slice(whole.length);
    for (let length = 0; length < line.length; length += 1) {
      rmSync(file, { force: true });
      rmSync(changes());
      appendFileSync(changes(), whole + line.slice(0, length));
      expect(reopened()).toEqual([{ id: "1", text: "flushed" }]);
    }
  });

  /** Every file of the state, as a kill at this moment would leave it: looked at again when one came or went meanwhile. */
  const left = (): ReadonlyMap<string, string> => {
    const at = join(folder, "state");
    for (;;) {
      const files = new Map<string, string>();
      try {
        for (const name of readdirSync(at)) files.set(name, readFileSync(join(at, name), "utf8"));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      }
      if (readdirSync(at).join() === [...files.keys()].join()) return files;
    }
  };

  /** What a start makes of files that a kill left. */
  const afterKill = (files: ReadonlyMap<string, string>): Thing[] => {
    const at = mkdtempSync(join(folder, "killed-"));
    for (const [name, text] of files) writeFileSync(join(at, name), text);
    return things(new Store(join(at, "things.json"))).all();
  };

  it("is whole at each moment while its changes are folded into the snapshot, those made meanwhile too", async () => {
    const store = new Store(file);
    const large = "x".repeat(40_000);
    for (const id of ["1", "2", "3"]) things(store).insert({ id, text: large });
    const moments = new Set<string>();
    for (let count = 0; count < 40; count += 1) {
      things(store).remove("1");
      things(store).insert({ id: "1", text: `${count}${large}` });
      things(store).update("2", { text: `${count}` });
      await store.flush();
      for (let turn = 0; turn < 3; turn += 1) {
        const files = left();
        moments.add([...files.keys()].join(" "));
        expect(afterKill(files)).toEqual(things(store).all());
        await setImmediate();
      }
    }
    await store.close();
    expect(afterKill(left())).toEqual(things(store).all());
    for (const name of ["things.changes.0.jsonl", "things.json.unfinished", "things.json"])
      expect([...moments]).toContainEqual(expect.stringContaining(name));
    expect(left().get("things.changes.jsonl")?.length).toBeLessThan(1_200_000);
  });

  it("goes on from changes that a kill kept from the snapshot", async () => {
    const store = new Store(file);
    things(store).insert({ id: "1", text: "x".repeat(1_100_000) });
    await store.flush();
    const killed = left();
    await store.close();
    expect([...killed.keys()]).toEqual(["things.changes.0.jsonl"]);
    rmSync(join(folder, "state"), { recursive: true });
    mkdirSync(join(folder, "state"));
    for (const [name, text] of killed) writeFileSync(join(folder, "state", name), text);
    const next = new Store(file);
    things(next).insert({ id: "2", text: "y".repeat(1_100_000) });
    await next.close();
    expect([...left().keys()].sort()).toEqual(["things.json"]);
    expect(reopened()).toEqual(things(next).all());
  });

  it("finds what has a value in one place, as it is now", () => {
    const rows = things(new Store());
    const ids = (text: string): string[] => rows.where("text", text).map(({ id }) => id);
    rows.insert({ id: "3", text: "same" });
    expect(ids("same")).toEqual(["3"]);
    rows.insert({ id: "1", text: "other" });
    rows.insert({ id: "2", text: "same" });
    expect([ids("same"), ids("other")]).toEqual([["3", "2"], ["1"]]);
    rows.update("1", { text: "same" });
    rows.remove("3");
    expect([ids("same"), ids("other")]).toEqual([["2", "1"], []]);
  });

  it("changes only through its methods", async () => {
    const store = new Store(file);
    const given = { id: "1", text: "given", parts: [{ name: "inner" }] };
    const stored = store.collection<typeof given>("things").insert(given);
    given.parts[0]!.name = "changed";
    expect(stored.parts).toEqual([{ name: "inner" }]);
    await store.flush();
    for (const row of [stored, new Store(file).collection<typeof given>("things").get("1")!]) {
      expect(() => Object.assign(row, { text: "changed" })).toThrow(TypeError);
      expect(() => row.parts.push({ name: "more" })).toThrow(TypeError);
      expect(() => Object.assign(row.parts[0]!, { name: "changed" })).toThrow(TypeError);
    }
  });
});

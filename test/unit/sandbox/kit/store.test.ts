import { appendFileSync, copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

  it("is the same when a kill comes between the snapshot and the end of the changes that it holds", async () => {
    const store = new Store(file);
    for (const id of ["1", "2", "3"]) things(store).insert({ id, text: "one" });
    things(store).remove("1");
    things(store).insert({ id: "1", text: "again" });
    await store.flush();
    copyFileSync(changes(), join(folder, "before"));
    const once = reopened();
    copyFileSync(join(folder, "before"), changes());
    expect(reopened()).toEqual(once);
    expect(once.map(({ id }) => id)).toEqual(["2", "3", "1"]);
  });

  it("folds its changes into the snapshot before they grow without end", async () => {
    const store = new Store(file);
    things(store).insert({ id: "1", text: "" });
    for (let count = 0; count < 40; count += 1) {
      things(store).update("1", { text: `${count}`.padEnd(100_000) });
      await store.flush();
    }
    expect(statSync(changes()).size).toBeLessThan(1_200_000);
    expect(reopened().map(({ text }) => text.trim())).toEqual(["39"]);
    expect(readdirSync(join(folder, "state")).sort()).toEqual(["things.changes.jsonl", "things.json"]);
  });

  it("tells the ids of what matches, in the order in which it was made", () => {
    const store = new Store();
    for (const id of ["3", "1", "2"]) things(store).insert({ id, text: id === "1" ? "other" : "same" });
    expect(things(store).ids(({ text }) => text === "same")).toEqual(["3", "2"]);
  });

  it("changes only through its methods", () => {
    const store = new Store();
    const given = { id: "1", text: "given" };
    Object.assign(things(store).insert(given), { text: "changed" });
    Object.assign(given, { text: "changed" });
    Object.assign(things(store).all()[0] ?? {}, { text: "changed" });
    expect(things(store).get("1")).toEqual({ id: "1", text: "given" });
  });
});

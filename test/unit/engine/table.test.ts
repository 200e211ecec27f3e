import pc from "picocolors";
import { table } from "../../../engine/table";

const { red } = pc.createColors(true);

describe("a table", () => {
  it("has its cells under each other, with nothing behind the last one", () => {
    expect(
      table([
        ["b001", "1.5 GB", "yesterday"],
        ["b0002", "3 B", ""],
      ]),
    ).toEqual(["b001   1.5 GB  yesterday", "b0002  3 B"]);
  });

  it("gives colours no width", () => {
    expect(
      table([
        [red("BAD"), "one"],
        ["fine", "two"],
      ]),
    ).toEqual([`${red("BAD")}   one`, "fine  two"]);
  });

  it("has an empty cell for what an output goes on with", () => {
    expect(
      table([
        ["  jobs", "a"],
        ["  ", "b"],
      ]),
    ).toEqual(["  jobs  a", "        b"]);
  });

  it("may have no rows", () => {
    expect(table([])).toEqual([]);
  });
});

import { isMapping } from "./workflow";

export type Cell = Readonly<Record<string, unknown>>;

/**
 * The cells of a matrix in GitHub's order: the product of the axes, less what `exclude` names, and `include` either extends
 * the cells whose own values it does not overwrite or adds a cell.
 * https://docs.github.com/actions/writing-workflows/choosing-what-your-workflow-does/running-variations-of-jobs-in-a-workflow
 */
export function matrixCells(matrix: Readonly<Record<string, unknown>>): Cell[] {
  const axes = Object.entries(matrix).filter(([key]) => key !== "include" && key !== "exclude");
  const excluded = mappings(matrix["exclude"]);
  const product =
    axes.length === 0
      ? []
      : axes.reduce<Cell[]>(
          (cells, [axis, values]) => cells.flatMap((cell) => list(values).map((value) => ({ ...cell, [axis]: value }))),
          [{}],
        );
  const originals = product.filter(
    (cell) => !excluded.some((entry) => Object.entries(entry).every(([key, value]) => same(cell[key], value))),
  );
  return mappings(matrix["include"]).reduce<Cell[]>((cells, entry) => include(cells, originals, entry), originals);
}

function include(cells: Cell[], originals: readonly Cell[], entry: Cell): Cell[] {
  const extendable = originals.map((original) =>
    Object.entries(entry).every(([key, value]) => !(key in original) || same(original[key], value)),
  );
  if (!extendable.includes(true)) return [...cells, entry];
  return cells.map((cell, index) => (extendable[index] ? { ...cell, ...entry } : cell));
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function mappings(value: unknown): Cell[] {
  return Array.isArray(value) ? value.filter(isMapping) : [];
}

function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

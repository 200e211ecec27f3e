import { isMapping, type Mapping } from "./workflow-file";

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const rows = (value: unknown): Mapping[] => (Array.isArray(value) ? value.filter(isMapping) : []);

/**
 * The cells of a matrix in GitHub's order: the product of the axes without what is excluded; each `include` extends the cells whose own
 * values it does not change, or is a cell of its own.
 */
export function cellsOf(matrix: Mapping): Mapping[] {
  const { include, exclude, ...axes } = matrix;
  const product = Object.entries(axes).reduce<Mapping[]>(
    (cells, [axis, values]) =>
      cells.flatMap((cell) =>
        (Array.isArray(values) ? values : [values]).map((value: unknown) => ({ ...cell, [axis]: value })),
      ),
    Object.keys(axes).length > 0 ? [{}] : [],
  );
  const own = product.filter(
    (cell) => !rows(exclude).some((row) => Object.entries(row).every(([key, value]) => same(cell[key], value))),
  );
  const cells = [...own];
  for (const row of rows(include)) {
    const fits = own.map((cell) =>
      Object.entries(row).every(([key, value]) => !(key in cell) || same(cell[key], value)),
    );
    if (!fits.includes(true)) cells.push(row);
    else fits.forEach((fit, index) => fit && (cells[index] = { ...cells[index], ...row }));
  }
  return cells;
}

/** A check's name: of a cell `job (3.11, linux)`, unless the name itself says which cell it is. */
export function cellName(name: string, saysCell: boolean, cell: Mapping | undefined): string {
  if (!cell || saysCell) return name;
  const values = Object.values(cell).map((value) =>
    typeof value === "object" ? JSON.stringify(value) : String(value),
  );
  const full = `${name} (${values.join(", ")})`;
  return full.length > 100 ? `${full.slice(0, 97)}...` : full;
}

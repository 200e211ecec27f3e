import Table from "cli-table3";

const bare = { ...Object.fromEntries(Object.keys(new Table().options.chars).map((name) => [name, ""])), middle: "  " };

/** Rows of cells under each other, without lines between them; colours take no width. */
export function table(rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const made = new Table({ chars: bare, style: { "padding-left": 0, "padding-right": 0, head: [], border: [] } });
  made.push(...rows.map((row) => [...row]));
  return made
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
}

/** Text in which no Markdown, no HTML and no mention takes effect. */
export function escaped(text: string): string {
  return text.replace(/[<>[\]*_~|\\]/g, "\\$&").replace(/@/g, "@\u200b");
}

/** A code block with a fence longer than any in it. */
export function fence(lines: readonly string[], language = ""): string {
  const text = lines.join("\n");
  const ticks = "`".repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `${ticks}${language}\n${text}\n${ticks}`;
}

/** As many of the first lines as fit into so many characters; the last line tells how many were left out. */
export function fitting(lines: readonly string[], room: number, where: string): string[] {
  let left = room;
  const cut = lines.findIndex((line) => (left -= line.length + 1) < 0);
  if (cut < 0) return [...lines];
  return [...lines.slice(0, cut), `… ${lines.length - cut} of ${lines.length} lines are left out here: see ${where}`];
}

/**
 * Filter patterns of `branches`, `tags` and `paths`: `?` and `+` apply to the character before them, so usual glob libraries are wrong.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
 */
function expression(pattern: string): RegExp {
  const source = pattern.replace(/\\.|\*\*\/|\*\*|\*|[?+]|\[[^\]]+\]|[.^$(){}|]/g, (part) => {
    if (part.startsWith("\\") || part === "?" || part === "+" || part.startsWith("[")) return part;
    if (part === "**/") return "(?:.*/)?";
    if (part === "**") return ".*";
    return part === "*" ? "[^/]*" : `\\${part}`;
  });
  return new RegExp(`^${source}$`);
}

/** Whether a name passes a list in which the last pattern that matches decides, and `!` takes away. */
export function passes(patterns: readonly string[], name: string): boolean {
  return patterns.reduce((passed, pattern) => {
    const negated = pattern.startsWith("!");
    return expression(negated ? pattern.slice(1) : pattern).test(name) ? !negated : passed;
  }, false);
}

/**
 * Filter patterns of `branches`: `?` and `+` apply to the character before them, so that usual glob libraries are wrong.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
 */
function expression(pattern: string): RegExp {
  const source = pattern.replace(/\\.|\*\*\/|\*\*|\*|[?+]|\[[^\]]+\]|[.^$(){}|]/g, (part) => {
    if (/^[\\?+[]/.test(part)) return part;
    const wildcards: Readonly<Record<string, string>> = { "**/": "(?:.*/)?", "**": ".*", "*": "[^/]*" };
    return wildcards[part] ?? `\\${part}`;
  });
  return new RegExp(`^${source}$`);
}

/** Whether a branch passes: the last pattern that matches decides, and `!` takes away. */
export function passes(patterns: readonly string[], branch: string): boolean {
  return patterns.reduce((passed, pattern) => {
    const negated = pattern.startsWith("!");
    return expression(negated ? pattern.slice(1) : pattern).test(branch) ? !negated : passed;
  }, false);
}

/** What the program, its provider and its policies are made of: a change there may change any stack. */
const shared =
  /^(index\.ts|Pulumi\.yaml|package\.json|package-lock\.json|tsconfig\.program\.json|(stacks|provider|sdks|clients|workflows|policy)\/.+)$/;

/** The stacks whose inputs are among the changed files; paths as git tells them. */
export function touchedStacks(files: readonly string[], stacks: readonly string[]): string[] {
  if (files.some((file) => shared.test(file))) return [...stacks];
  return stacks.filter((stack) => files.includes(`Pulumi.${stack}.yaml`));
}

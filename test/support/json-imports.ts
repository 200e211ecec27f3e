/** Instead of stacks/workflows/json-imports.ts: jest has a loader of its own, which takes JSON from anywhere. */
export const allowJsonImports = (): void => undefined;

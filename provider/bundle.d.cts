export function freshBundle(project?: string): string | undefined;

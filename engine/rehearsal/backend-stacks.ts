import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where Pulumi's file backend keeps a stack. */
export const stackPath = (state: string, project: string, stack: string) =>
  join(state, ".pulumi", "stacks", project, `${stack}.json`);

export function stackExists(state: string, project: string, stack: string): boolean {
  return existsSync(stackPath(state, project, stack));
}

/** The stack that a person selected in this backend, if any. Asked by every command, so without a schema library. */
export function selectedStack(home: string, backendUrl: string): string | undefined {
  const folder = join(home, "workspaces");
  if (!existsSync(folder)) return undefined;
  const files = readdirSync(folder).filter((name) => name.endsWith("-workspace.json"));
  const named = files.map((name) => stacksIn(join(folder, name))[backendUrl]);
  return named.flatMap((stack) => (typeof stack === "string" ? stack.split("/").slice(-1) : []))[0];
}

function stacksIn(workspaceFile: string): Readonly<Record<string, unknown>> {
  const { stacks } = JSON.parse(readFileSync(workspaceFile, "utf8")) as { stacks?: Record<string, unknown> };
  return stacks ?? {};
}

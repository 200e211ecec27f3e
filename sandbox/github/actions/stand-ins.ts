import { join } from "node:path";
import type { LocalAction } from "../../runtime/actions/types";
import { isMapping, list, type JobDefinition } from "./workflow-file";

const folder = join(__dirname, "..", "actions-stand-ins");

/** Actions of others that have a stand-in; actions/checkout is built into the runner. */
const known = ["actions/setup-python", "actions/setup-node", "actions/setup-go", "actions/setup-java", "actions/cache"];
export const knownActions = ["actions/checkout", ...known];

const usesOf = ({ source }: JobDefinition): string[] =>
  list(source["steps"]).flatMap((step) => (isMapping(step) && typeof step["uses"] === "string" ? [step["uses"]] : []));

/** The whole of which it is, or is a part: `actions/cache/restore@v4` is a part of actions/cache. */
const standInOf = (uses: string): string | undefined =>
  known.find((each) => uses.startsWith(`${each}@`) || uses.startsWith(`${each}/`));

/** The stand-ins that a job needs, one for each version that it names. */
export function standInsFor(job: JobDefinition): LocalAction[] {
  const found = usesOf(job).flatMap((uses): [string, string][] => {
    const name = standInOf(uses);
    return name ? [[`${name}@${uses.split("@")[1]}`, join(folder, name.replace("actions/", ""))]] : [];
  });
  return [...new Map(found)].map(([uses, from]) => ({ uses, folder: from }));
}

/** The first action that the sandbox has no stand-in for. */
export function foreignAction(job: JobDefinition): string | undefined {
  return usesOf(job).find(
    (uses) => !uses.startsWith("./") && !uses.startsWith("actions/checkout@") && !standInOf(uses),
  );
}

/** Whether a checkout of the job asks for all of the history. */
export function wantsHistory({ source }: JobDefinition): boolean {
  return list(source["steps"]).some((step) => {
    const given = isMapping(step) && isMapping(step["with"]) ? step["with"] : {};
    return String(given["fetch-depth"]) === "0";
  });
}

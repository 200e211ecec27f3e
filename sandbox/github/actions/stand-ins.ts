import { join } from "node:path";
import type { LocalAction } from "../../runtime/actions/types";
import { isMapping, list, type JobDefinition } from "./workflow-file";

const folder = join(__dirname, "..", "actions-stand-ins");

/** Actions of others that have a stand-in; actions/checkout is built into the runner. */
const known = ["actions/setup-python", "actions/setup-node", "actions/setup-go", "actions/setup-java", "actions/cache"];
export const knownActions = ["actions/checkout", ...known];

const usesOf = ({ source }: JobDefinition): string[] =>
  list(source["steps"]).flatMap((step) => (isMapping(step) && typeof step["uses"] === "string" ? [step["uses"]] : []));

/** The stand-ins that a job needs, one for each version that it names. */
export function standInsFor(job: JobDefinition): LocalAction[] {
  return [...new Set(usesOf(job))].flatMap((uses) => {
    const name = known.find((each) => uses.startsWith(`${each}@`));
    return name ? [{ uses, folder: join(folder, name.replace("actions/", "")) }] : [];
  });
}

/** The first action that the sandbox has no stand-in for. */
export function foreignAction(job: JobDefinition): string | undefined {
  return usesOf(job).find((uses) => !uses.startsWith("./") && !uses.startsWith("actions/checkout@") && !known.some((name) => uses.startsWith(`${name}@`))); // prettier-ignore
}

/** Whether a checkout of the job asks for all of the history. */
export function wantsHistory({ source }: JobDefinition): boolean {
  return list(source["steps"]).some((step) => {
    const given = isMapping(step) && isMapping(step["with"]) ? step["with"] : {};
    return String(given["fetch-depth"]) === "0";
  });
}

import { createHash } from "node:crypto";
import { type Change } from "./changes";

/** What differs between two runs of the same change: ids, commits, addresses of this machine. */
const random = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{40}\b|127\.0\.0\.1:\d+|localhost:\d+/gi;

/** Each step as a line that is the same in each preview of the same change. */
function stepLines(changes: readonly Change[]): string[] {
  return changes.flatMap(({ action, type, name, properties }) => {
    const step = `${action} ${type} ${name}`;
    const values = properties.map(({ path, before, after }) => `${step} ${path}: ${before} → ${after}`);
    return [step, ...values].map((line) => line.replaceAll(random, "<id>"));
  });
}

/** Of all steps: SHA-256, 64 hexadecimal digits. Two values of a secret give the same one. */
export function fingerprint(changes: readonly Change[]): string {
  return createHash("sha256").update(stepLines(changes).join("\n")).digest("hex");
}

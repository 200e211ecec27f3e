import { coerce, gte } from "semver";
import { runCommand } from "../command";
import { GoMissing, GoTooOld, ProgramMissing } from "../errors";
import { versions } from "../versions";

/** `go env GOVERSION GOTOOLCHAIN`, as text. Injected in tests. */
export type AskGo = () => Promise<string>;

const askGo: AskGo = () => runCommand("go", ["env", "GOVERSION", "GOTOOLCHAIN"], { env: process.env });

/**
 * Makes sure that Go can build the modules. A Go of the right minor that may fetch toolchains (GOTOOLCHAIN is not
 * "local") brings the patch release it lacks by itself.
 * @returns the version found, such as "1.26.8"
 * @throws {GoMissing} {GoTooOld}
 */
export async function requireGo(ask: AskGo = askGo): Promise<string> {
  const answer = await ask().catch((error: unknown) => {
    throw error instanceof ProgramMissing ? new GoMissing(versions.go) : error;
  });
  const [name = "", toolchain = ""] = answer.trim().split("\n");
  const found = coerce(name)?.version ?? "0.0.0";
  const needed = toolchain.startsWith("local") ? versions.go : versions.go.replace(/\.\d+$/, ".0");
  if (!gte(found, needed)) throw new GoTooOld(found, needed);
  return found;
}

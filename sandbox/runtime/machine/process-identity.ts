import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * When the process started, in the machine's own words; undefined when there is none with this pid.
 * Two processes that got the same pid one after the other differ in it.
 */
export function processStart(pid: number): string | undefined {
  return process.platform === "linux" ? fromProc(pid) : fromPs(pid);
}

function fromProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function fromPs(pid: number): string | undefined {
  try {
    const started = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      env: { PATH: process.env["PATH"] ?? "", LC_ALL: "C" },
    });
    return started.trim() || undefined;
  } catch {
    return undefined;
  }
}

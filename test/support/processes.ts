import { execFileSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

/** A command that no other process has. */
export const uniqueSleep = (): string => `sleep ${randomInt(10 ** 8, 10 ** 9)}`;

/** The processes of this machine whose command holds `token`. */
export const processesNamed = (token: string): string[] =>
  execFileSync("ps", ["-ax", "-o", "args="], { encoding: "utf8" })
    .split("\n")
    .filter((line) => line.includes(token));

/** Those that are left after two seconds. */
export async function untilGone(token: string): Promise<string[]> {
  for (let tries = 0; tries < 100 && processesNamed(token).length > 0; tries++) await pause(20);
  return processesNamed(token);
}

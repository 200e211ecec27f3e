import { join } from "node:path";
import { type Account } from "../machine/account";

/** Folders of programs that any user of the machine can run. */
export const systemPath = "/usr/local/bin:/usr/bin:/bin";

/**
 * All that a process sees: its own folder and user, then the slug's environment (`$HOME` there stands for the folder that
 * the process runs in, `$PORT` for its port), then the config vars. Nothing of the caller's.
 */
export function processEnvironment(
  place: string,
  account: Account,
  slugEnv: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
): Record<string, string> {
  const home = join(place, "app");
  const ofSlug = Object.entries(slugEnv).map(([name, value]) => [
    name,
    value.replaceAll("$HOME", home).replaceAll("$PORT", env["PORT"] ?? "8000"),
  ]);
  return {
    PATH: systemPath,
    LANG: "C.UTF-8",
    ...(Object.fromEntries(ofSlug) as Record<string, string>),
    ...env,
    HOME: home,
    PWD: home,
    TMPDIR: join(place, "tmp"),
    USER: account.name,
    LOGNAME: account.name,
  };
}

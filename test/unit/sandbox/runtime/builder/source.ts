import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Writes `files` below `folder`, as a GitHub tarball has them (below one folder) when `top` is given, and packs them into `archive`. */
export function packSource(folder: string, files: Readonly<Record<string, string>>, archive: string, top = "."): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, top, name)), { recursive: true });
    writeFileSync(join(folder, top, name), text);
  }
  execFileSync("tar", ["-czf", archive, "-C", folder, "."]);
}

const wheelScript = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as wheel:
    info = "tiny-1.0.dist-info/"
    wheel.writestr("tiny.py", "def main():\\n    print('tiny says hello')\\n")
    wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: tiny\\nVersion: 1.0\\n")
    wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr(info + "entry_points.txt", "[console_scripts]\\ntiny = tiny:main\\ndjango-admin = tiny:main\\n")
    wheel.writestr(info + "RECORD", "".join(f"{name},,\\n" for name in [*wheel.namelist(), info + "RECORD"]))
`;

/** A package of our own, with a program `tiny` and one of Django's name, for pip to install without any index. */
export function makeWheel(folder: string): void {
  mkdirSync(folder, { recursive: true });
  execFileSync("python3", ["-c", wheelScript, join(folder, "tiny-1.0-py3-none-any.whl")]);
}

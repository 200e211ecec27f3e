import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { zip } from "../../../../sandbox/kit/zip";
import { temporaryFolder } from "../../../support/temporary";

/** What Python's library reads in an archive, when its check sums are right. */
function read(archive: Buffer): Record<string, string> {
  const file = join(temporaryFolder(), "archive.zip");
  writeFileSync(file, archive);
  const program =
    "import json, sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nprint(json.dumps({n: z.read(n).decode() for n in z.namelist()}))";
  return JSON.parse(execFileSync("python3", ["-c", program, file]).toString()) as Record<string, string>;
}

describe("an archive", () => {
  it("is read by others with every name and all of its content", () => {
    const entries = { "0_tests (3.11).txt": "line\n".repeat(10_000), "1_Prüfung.txt": "é", "empty.txt": "" };
    expect(read(zip(Object.entries(entries).map(([name, text]) => ({ name, content: Buffer.from(text) }))))).toEqual(
      entries,
    );
  });

  it("may be empty", () => {
    expect(read(zip([]))).toEqual({});
  });
});

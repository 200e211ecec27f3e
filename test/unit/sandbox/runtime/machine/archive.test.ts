import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { create, Header } from "tar";
import { ArchiveTooLarge, unpackArchive } from "../../../../../sandbox/runtime/machine/archive";

let place: string;
let folder: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "archive-"));
  folder = join(place, "unpacked");
  mkdirSync(folder);
});
afterEach(() => rmSync(place, { recursive: true }));

interface Entry {
  readonly path: string;
  readonly text?: string;
  readonly linkpath?: string;
}

/** An archive that no honest program writes. */
function archive(...entries: Entry[]): string {
  const blocks = entries.flatMap(({ path, text = "", linkpath }) => {
    const type = linkpath === undefined ? "File" : "SymbolicLink";
    const header = new Header({ path, mode: 0o644, size: text.length, type, ...(linkpath ? { linkpath } : {}) });
    const block = Buffer.alloc(512);
    header.encode(block);
    return [block, Buffer.from(text.padEnd(Math.ceil(text.length / 512) * 512, "\0"))];
  });
  const file = join(place, "archive.tgz");
  writeFileSync(file, gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)])));
  return file;
}

const outside = (): string[] => readdirSync(place).filter((name) => !["unpacked", "archive.tgz"].includes(name));

describe("an archive", () => {
  it("is laid out as it was packed, links too", async () => {
    const source = join(place, "source");
    mkdirSync(join(source, "bin"), { recursive: true });
    writeFileSync(join(source, "bin", "run"), "#!/bin/sh\n", { mode: 0o755 });
    symlinkSync("bin/run", join(source, "link"));
    const file = join(place, "archive.tgz");
    await create({ gzip: true, cwd: source, file }, ["."]);
    await unpackArchive(file, folder);
    expect(readFileSync(join(folder, "link"), "utf8")).toBe("#!/bin/sh\n");
  });

  it.each<[string, Entry[]]>([
    ["a path upwards", [{ path: "../evil", text: "x" }]],
    ["an absolute path", [{ path: "/tmp/written-by-an-archive", text: "x" }]],
    [
      "a file through a link",
      [
        { path: "way", linkpath: ".." },
        { path: "way/evil", text: "x" },
      ],
    ],
    [
      "a file through a link to an absolute place",
      [
        { path: "way", linkpath: "/tmp" },
        { path: "way/written-by-an-archive", text: "x" },
      ],
    ],
  ])("writes nothing outside its folder by %s", async (_what, entries) => {
    await unpackArchive(archive(...entries), folder).catch(() => undefined);
    expect([outside(), existsSync("/tmp/written-by-an-archive")]).toEqual([[], false]);
  });

  it("is given up when it unpacks to more than it may", async () => {
    const bomb = archive({ path: "zeros", text: "0".repeat(10_000_000) });
    await expect(unpackArchive(bomb, folder, { maxBytes: 1_000_000 })).rejects.toThrow(ArchiveTooLarge);
  });

  it.each([
    ["no gzip", Buffer.from("hello")],
    ["nothing", Buffer.alloc(0)],
    ["cut short", gzipSync(Buffer.alloc(100_000, "x")).subarray(0, 60)],
  ])("is refused when it is %s", async (_what, bytes) => {
    const file = join(place, "archive.tgz");
    writeFileSync(file, bytes);
    await expect(unpackArchive(file, folder, { strict: true })).rejects.toThrow();
  });
});

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clusterAccount } from "../../../../../sandbox/runtime/postgres/cluster";
import { PostgresNotFound } from "../../../../../sandbox/runtime/postgres/errors";
import { candidateFolders, findPostgresPrograms } from "../../../../../sandbox/runtime/postgres/programs";

const place = mkdtempSync(join(tmpdir(), "programs-test-"));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const account = clusterAccount();

function folderWith(name: string, programs: readonly string[]): string {
  const folder = join(place, name);
  mkdirSync(folder);
  for (const program of programs) writeFileSync(join(folder, program), "#!/bin/sh\n", { mode: 0o755 });
  return folder;
}

describe("PostgreSQL's programs", () => {
  it("are looked for on PATH first", () => {
    expect(candidateFolders("/first:/second").slice(0, 2)).toEqual(["/first", "/second"]);
  });

  it("are taken from a folder that holds them all: a lone wrapper on PATH does not count", () => {
    const wrapper = folderWith("wrapper", ["pg_ctl", "postgres"]);
    const found = findPostgresPrograms(account, [wrapper, ...candidateFolders()]);
    expect(found.folder).not.toBe(wrapper);
    expect(found.majorVersion).toMatch(/^\d+$/);
  });

  it("are taken from where links on PATH lead: the server finds its own files from there", () => {
    const real = findPostgresPrograms(account);
    const links = join(place, "links");
    mkdirSync(links);
    for (const name of ["initdb", "postgres", "pg_dump", "pg_restore"])
      symlinkSync(join(real.folder, name), join(links, name));
    expect(findPostgresPrograms(account, [links]).folder).toBe(real.folder);
  });

  it("that are nowhere are asked for with the command that installs them", () => {
    expect(() => findPostgresPrograms(account, [place])).toThrow(PostgresNotFound);
    expect(() => findPostgresPrograms(account, [place])).toThrow(/Install them: /);
  });
});

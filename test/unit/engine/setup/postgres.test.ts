import { join } from "node:path";
import { findPostgres } from "../../../../engine/setup/postgres";
import { temporaryFolder, writeProgram } from "../../../support/temporary";

const install = (folder: string, names = ["initdb", "postgres", "pg_dump", "pg_restore"]) => {
  for (const name of names) writeProgram(join(folder, name), "");
  return folder;
};

test("PostgreSQL is found on PATH", () => {
  const folder = install(temporaryFolder());

  expect(findPostgres(`/nowhere:${folder}`, [])).toBe(folder);
});

test("PostgreSQL is found in the distribution's folder", () => {
  const folder = temporaryFolder();
  const programs = install(join(folder, "17", "bin"));

  expect(findPostgres("", [folder])).toBe(programs);
});

test("clients alone are no PostgreSQL", () => {
  expect(findPostgres(install(temporaryFolder(), ["pg_dump", "pg_restore"]), [])).toBeUndefined();
});

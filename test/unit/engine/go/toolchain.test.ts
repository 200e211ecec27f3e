import { GoMissing, GoTooOld, ProgramMissing } from "../../../../engine/errors";
import { requireGo } from "../../../../engine/go/toolchain";

test.each([
  ["go1.26.8\nlocal\n", "1.26.8"],
  ["go1.25.11\nlocal\n", "1.25.11"],
  ["go1.25.0\nauto\n", "1.25.0"],
  ["go1.27rc1\nlocal\n", "1.27.0"],
])("Go that says %j can build", async (answer, version) => {
  await expect(requireGo(async () => answer)).resolves.toBe(version);
});

test.each(["go1.24.9\nauto\n", "go1.25.3\nlocal\n", "nonsense"])("Go that says %j is too old", async (answer) => {
  await expect(requireGo(async () => answer)).rejects.toBeInstanceOf(GoTooOld);
});

test("without Go the error says what to install", async () => {
  const error = await requireGo(() => Promise.reject(new ProgramMissing("go"))).catch((thrown: unknown) => thrown);

  expect(error).toBeInstanceOf(GoMissing);
  expect((error as GoMissing).remedy).toContain("https://go.dev/dl/");
});

import { GoMissing, NoAnswer, NoWayWorked } from "../../../engine/errors";
import { silentReport } from "../../../engine/report";
import { firstThatWorks, type Way } from "../../../engine/ways";

const way = (name: string, attempt: () => Promise<string | undefined>): Way<string> => ({ name, attempt });
const failing = (name: string, error: Error) => way(name, () => Promise.reject(error));

test("the first way that works is taken, and later ones are not tried", async () => {
  const later = jest.fn();
  const ways = [
    way("here", async () => undefined),
    failing("download", new NoAnswer("curl", 10_000)),
    way("build", async () => "built"),
    way("later", later),
  ];

  await expect(firstThatWorks("Pulumi", ways, silentReport)).resolves.toEqual({ way: "build", result: "built" });

  expect(later).not.toHaveBeenCalled();
});

test("a way that fails is said at once, with its reason", async () => {
  const said: string[] = [];
  const ways = [
    failing("download", new Error("curl ended with 6:\nCould not resolve host")),
    way("build", async () => ""),
  ];

  await firstThatWorks("Pulumi", ways, { line: () => undefined, say: (text) => said.push(text) });

  expect(said).toEqual(["Pulumi: download did not work (Could not resolve host)"]);
});

test("when no way works, one error names each way, why it failed, and what to install", async () => {
  const ways = [
    way("already here", async () => undefined),
    failing("download", new NoAnswer("pulumi plugin install", 10_000)),
    failing("built with Go", new GoMissing("1.25.11")),
  ];

  const error = await firstThatWorks("Pulumi 3", ways, silentReport).catch((thrown: unknown) => thrown);

  expect(error).toBeInstanceOf(NoWayWorked);
  const { id, message, remedy } = error as NoWayWorked;
  expect(id).toBe("no_way_worked");
  expect(message).toBe(
    [
      "Pulumi 3 could not be set up. Tried:",
      "  - already here: not there",
      "  - download: pulumi plugin install: no answer for 10 s",
      "  - built with Go: Go was not found on PATH; the build needs 1.25.11 or newer",
    ].join("\n"),
  );
  expect(remedy).toContain("Install Go 1.25.11+: https://go.dev/dl/");
  expect(remedy).toContain("HTTPS_PROXY");
});

test("a way says what helps it where its error does not", async () => {
  const ways = [
    { ...failing("download", new Error("fetch failed")), remedy: "Let this machine reach the host" },
    { ...failing("built with Go", new GoMissing("1.25.11")), remedy: "never shown" },
  ];

  const error = await firstThatWorks("Pulumi 3", ways, silentReport).catch((thrown: unknown) => thrown);

  expect((error as NoWayWorked).remedy).toBe(
    "One of these is enough:\n  - Let this machine reach the host\n  - Install Go 1.25.11+: https://go.dev/dl/",
  );
});

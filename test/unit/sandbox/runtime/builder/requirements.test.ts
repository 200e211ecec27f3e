import { BuildFailed } from "../../../../../sandbox/runtime/builder/errors";
import { fromPipfileLock } from "../../../../../sandbox/runtime/builder/python/requirements";

describe("a Pipfile.lock", () => {
  it("is given to pip with its versions, extras, markers and hashes", () => {
    const lock = {
      default: {
        django: { hashes: ["sha256:aa", "sha256:bb"], markers: "python_version >= '3.8'", version: "==4.2.26" },
        psycopg: { extras: ["binary"], version: "==3.2.13" },
      },
      develop: { black: { version: "==1.0" } },
    };
    expect(fromPipfileLock(JSON.stringify(lock))).toBe(
      "django==4.2.26 ; python_version >= '3.8' --hash=sha256:aa --hash=sha256:bb\npsycopg[binary]==3.2.13\n",
    );
  });

  it("fails the build for a package that is no release", () => {
    const lock = { default: { penny: { git: "https://example.com/penny.git", ref: "0123abc" } } };
    expect(() => fromPipfileLock(JSON.stringify(lock))).toThrow(BuildFailed);
  });
});

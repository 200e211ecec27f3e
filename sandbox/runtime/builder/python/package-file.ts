import { existsSync } from "node:fs";
import { join } from "node:path";
import { BuildFailed } from "../errors";

/** In the order in which Heroku looks for them. */
const managers = [
  { file: "Pipfile.lock", name: "Pipenv" },
  { file: "requirements.txt", name: "pip" },
  { file: "poetry.lock", name: "Poetry", toRequirements: "poetry export --output requirements.txt" },
  { file: "uv.lock", name: "uv", toRequirements: "uv export --no-dev --output-file requirements.txt" },
] as const;

/**
 * The one file that names the packages of the application in `app`. Heroku takes exactly one; what it makes of none and of several is
 * read in https://github.com/heroku/heroku-buildpack-python.
 * @throws BuildFailed when there is none or more than one, or when only Poetry or uv can read it
 */
export function packageFile(app: string): "Pipfile.lock" | "requirements.txt" {
  const has = (file: string) => existsSync(join(app, file));
  const [found, ...others] = managers.filter(({ file }) => has(file));
  if (has("Pipfile") && !has("Pipfile.lock"))
    throw new BuildFailed("Pipfile has no Pipfile.lock beside it: run 'pipenv lock' and commit what it writes");
  if (found === undefined)
    throw new BuildFailed(
      "a Python app needs a requirements.txt, Pipfile.lock, poetry.lock or uv.lock in its top folder, to name its packages; " +
        "commit an empty requirements.txt when it has none",
    );
  if (others.length > 0) {
    const all = [found, ...others].map(({ file, name }) => `${file} (${name})`).join(", ");
    throw new BuildFailed(`exactly one file must name the app's packages, and it has ${all}: remove the others`);
  }
  if ("toRequirements" in found)
    throw new BuildFailed(
      `the sandbox installs with pip, not with ${found.name}, which Heroku would use for ${found.file}: ` +
        `replace it by what '${found.toRequirements}' writes to rehearse this app`,
    );
  return found.file;
}

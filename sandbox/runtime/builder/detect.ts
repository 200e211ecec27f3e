import { type Buildpack } from "./buildpack";
import { BuildFailed } from "./errors";
import { nodejs } from "./node/buildpack";
import { type BuildOutput } from "./output";
import { python } from "./python/buildpack";

/** In Heroku's order of detection. */
const buildpacks: readonly Buildpack[] = [nodejs, python];

function named(name: string): Buildpack {
  const short = name
    .replace(/^urn:buildpack:/, "")
    .replace(/^https:\/\/github\.com\/heroku\/heroku-buildpack-(\w+).*$/, "heroku/$1");
  const found = buildpacks.find(({ id }) => id === short);
  if (found !== undefined) return found;
  const known = buildpacks.map(({ id }) => id).join(" and ");
  throw new BuildFailed(`the sandbox cannot run the buildpack ${name}: it has ${known}`);
}

/**
 * The buildpacks to run: the app's, else the first that recognises the source.
 * @throws BuildFailed when none does
 */
export function chooseBuildpacks(app: string, wanted: readonly string[], output: BuildOutput): readonly Buildpack[] {
  const chosen = wanted.map(named);
  for (const buildpack of chosen) {
    if (buildpack.detect(app)) continue;
    output.problem(
      "",
      `Error: Your app is configured to use the ${buildpack.name} buildpack,`,
      "but we couldn't find any supported files.",
      "",
    );
    throw new BuildFailed(`the source is not for the app's buildpack ${buildpack.id}`);
  }
  if (chosen.length > 0) return chosen;
  const detected = buildpacks.find((buildpack) => buildpack.detect(app));
  if (detected !== undefined) return [detected];
  output.problem("No default language could be detected for this app.");
  output.detail("HINT: This occurs when Heroku cannot detect the buildpack to use for this application automatically.");
  output.detail("See https://devcenter.heroku.com/articles/buildpacks");
  throw new BuildFailed("no default language could be detected for this app");
}

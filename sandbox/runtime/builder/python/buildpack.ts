import { existsSync } from "node:fs";
import { join } from "node:path";
import { type BuildContext, type Buildpack } from "../buildpack";
import { BuildFailed } from "../errors";
import { environmentFor } from "./environment";
import { findInterpreter } from "./interpreter";
import { readRequirements } from "./requirements";

/** More than what names packages: a build that lacks that tells so. */
const signs = [
  ".python-version",
  "__init__.py",
  "app.py",
  "main.py",
  "manage.py",
  "pdm.lock",
  "Pipfile",
  "Pipfile.lock",
  "poetry.lock",
  "pyproject.toml",
  "requirements.txt",
  "runtime.txt",
  "server.py",
  "setup.cfg",
  "setup.py",
  "uv.lock",
];

const processEnv = {
  PYTHONPATH: "$HOME",
  PYTHONUNBUFFERED: "true",
  FORWARDED_ALLOW_IPS: "*",
  // gunicorn would listen on all of the machine's addresses: the sandbox is for this machine only.
  GUNICORN_CMD_ARGS: "--access-logfile - --bind 127.0.0.1:$PORT",
  WEB_CONCURRENCY: "2",
};

/** Collects a Django application's static files, as Heroku does at the end of a build. */
async function collectStatic(context: BuildContext, bin: string): Promise<void> {
  const { app, env, output } = context;
  if (!existsSync(join(app, "manage.py")) || !existsSync(join(bin, "django-admin"))) return;
  if ((env["DISABLE_COLLECTSTATIC"] ?? "0") !== "0") {
    output.step("Skipping Django collectstatic since the env var DISABLE_COLLECTSTATIC is set.");
    return;
  }
  output.step("$ python manage.py collectstatic --noinput");
  const lines: string[] = [];
  const runEnv = { PYTHONUNBUFFERED: "true", PYTHONPATH: app, ...env, PATH: `${bin}:/usr/local/bin:/usr/bin:/bin` };
  const log = (line: string) => lines.push(line);
  const code = await context.run([join(bin, "python"), "manage.py", "collectstatic", "--noinput"], {
    env: runEnv,
    log,
  });
  if (lines.some((line) => line.includes("Unknown command: 'collectstatic'"))) {
    output.detail("Skipped: 'django.contrib.staticfiles' is not in INSTALLED_APPS.");
    return;
  }
  lines.filter((line) => line !== "").forEach(output.program);
  if (code === 0) return;
  output.problem(
    "",
    "Error: Unable to generate Django static files.",
    "",
    "The 'python manage.py collectstatic --noinput' Django management command failed: see the traceback above.",
    "If it needs a config var, set it; to build without it, set DISABLE_COLLECTSTATIC=1.",
    "",
  );
  throw new BuildFailed(`python manage.py collectstatic ended with exit code ${code}`);
}

export const python: Buildpack = {
  name: "Python",
  id: "heroku/python",
  detect: (app) => signs.some((sign) => existsSync(join(app, sign))),
  async build(context) {
    const requirements = readRequirements(context.app, context.scratch);
    const interpreter = await findInterpreter(context);
    const environment = await environmentFor(context, interpreter, requirements);
    const bin = join(environment, "bin");
    await collectStatic(context, bin);
    return { env: processEnv, path: [bin], defaultTypes: {}, dependencies: [environment] };
  },
};

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { rowsOf } from "./sql";
import { type Stage } from "./stage";

const name = "penny-university";
const repository = "penny-university/penny_university";

export interface Job {
  readonly id: string;
  readonly command: string;
}

/** The fixture application at work on a stage: made, developed, deployed and looked at as people do it, without Pulumi. */
export class Application {
  private constructor(
    private readonly stage: Stage,
    private readonly folder: string,
    private readonly id: string,
    /** The commit with which it begins. */
    readonly base: string,
  ) {}

  static async open(stage: Stage): Promise<Application> {
    const folder = mkdtempSync(join(tmpdir(), "application-"));
    const { id } = (await stage.heroku("POST", "/apps", { name })).body as { id: string };
    await stage.heroku("PATCH", `/apps/${name}/config-vars`, {
      SECRET_KEY: "a-secret-key-of-a-test",
      FRONT_END_HOST: "https://www.example.org",
      DJANGO_SETTINGS_MODULE: "penny_university.settings.prod",
    });
    for (const plan of ["heroku-postgresql:essential-0", "scheduler:standard"])
      await stage.heroku("POST", `/apps/${name}/addons`, { plan });
    const git = gitIn(stage, folder);
    await git("clone", "--quiet", remotes(stage).github, ".");
    const application = new Application(stage, folder, id, await git("rev-parse", "HEAD"));
    await application.waitForAddons();
    const attributes = { command: "python manage.py background_tasks --duration 600", every: 1440, at: 0 };
    await stage.heroku("POST", `/apps/${id}/jobs`, { data: { type: "jobs", attributes } });
    return application;
  }

  /** Merges a pull request with these files onto the beginning. @returns its number, and the merge's commit */
  async merge(title: string, files: Readonly<Record<string, string>>): Promise<{ number: number; commit: string }> {
    const branch = title.toLowerCase().replaceAll(" ", "-");
    const { github } = remotes(this.stage);
    await this.git("checkout", "--quiet", "-B", branch, this.base);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), text);
    }
    await this.git("add", "--all");
    await this.git("commit", "--quiet", "--message", title);
    await this.git("push", "--quiet", "--force", github, `${branch}:${branch}`, `${this.base}:master`);
    const pulls = `/repos/${repository}/pulls`;
    const { number } = await this.github<{ number: number }>("POST", pulls, { title, head: branch, base: "master" });
    const { sha } = await this.github<{ sha: string }>("PUT", `${pulls}/${number}/merge`, {});
    await this.git("fetch", "--quiet", github, "master");
    return { number, commit: sha };
  }

  /** git push, as the workflow does it; a failed release phase is no failure of the push. */
  async deploy(commit: string): Promise<void> {
    await this.git("push", "--quiet", "--force", remotes(this.stage).heroku, `${commit}:refs/heads/main`);
  }

  async captureBackup(): Promise<void> {
    await this.stage.run("bin/penny", ["backup", "capture"], { env: { ...this.stage.env } });
  }

  async releases(): Promise<{ version: number; status: string; current: boolean; slug?: string; commit?: string }[]> {
    type Row = { version: number; status: string; current: boolean; slug: { id: string } | null };
    const rows = await this.heroku<Row[]>("GET", `/apps/${name}/releases`);
    const commitOf = async (slug: string) =>
      (await this.heroku<{ commit: string }>("GET", `/apps/${name}/slugs/${slug}`)).commit;
    return Promise.all(
      rows.map(async ({ slug, ...row }) =>
        slug ? { ...row, slug: slug.id, commit: await commitOf(slug.id) } : { ...row, slug: undefined },
      ),
    );
  }

  async serving(): Promise<string | undefined> {
    return (await this.releases()).find(({ current }) => current)?.commit;
  }

  async jobs(): Promise<Job[]> {
    type Jobs = { data: { id: string; attributes: { command: string } }[] };
    const { data } = await this.heroku<Jobs>("GET", `/apps/${this.id}/jobs`);
    return data.map((job) => ({ id: job.id, command: job.attributes.command }));
  }

  async configure(vars: Readonly<Record<string, string>>): Promise<void> {
    await this.stage.heroku("PATCH", `/apps/${name}/config-vars`, vars);
  }

  async maintenance(): Promise<boolean> {
    return (await this.heroku<{ maintenance: boolean }>("GET", `/apps/${name}`)).maintenance;
  }

  async apps(): Promise<string[]> {
    return (await this.heroku<{ name: string }[]>("GET", "/apps")).map((app) => app.name);
  }

  /** The lock's ref is there. */
  async locked(): Promise<boolean> {
    return (await this.stage.github("GET", `/repos/${repository}/git/ref/penny/lock`)).status === 200;
  }

  async sql<Row>(query: string): Promise<Row[]> {
    const { DATABASE_URL: url } = await this.heroku<{ DATABASE_URL: string }>("GET", `/apps/${name}/config-vars`);
    return rowsOf(url, query);
  }

  /** Applied migrations of the application's own apps, in the order in which they were applied. */
  async migrations(): Promise<string[]> {
    const rows = await this.sql<{ key: string }>(
      "SELECT app || '.' || name AS key FROM django_migrations WHERE app IN ('users', 'pennychat') ORDER BY id",
    );
    return rows.map(({ key }) => key);
  }

  async heroku<T>(method: string, path: string, body?: unknown): Promise<T> {
    return (await this.stage.heroku(method, path, body)).body as T;
  }

  async github<T>(method: string, path: string, body?: unknown): Promise<T> {
    return (await this.stage.github(method, path, body)).body as T;
  }

  /** The id of all that a commit of the repository holds. */
  async treeOf(commit: string): Promise<string> {
    await this.git("fetch", "--quiet", remotes(this.stage).github, "master");
    return this.git("rev-parse", `${commit}^{tree}`);
  }

  private git(...args: string[]): Promise<string> {
    return gitIn(this.stage, this.folder)(...args);
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async waitForAddons(): Promise<void> {
    type Addon = { state: string };
    const ready = async () =>
      (await this.heroku<Addon[]>("GET", `/apps/${name}/addons`)).every(({ state }) => state === "provisioned");
    while (!(await ready())) await new Promise((done) => setTimeout(done, 100));
  }
}

function remotes({ env }: Stage) {
  const url = (base: string, path: string, password: string) => {
    const made = new URL(path, base);
    Object.assign(made, { username: "test", password });
    return made.href;
  };
  return {
    github: url(env["GITHUB_SERVER_URL"]!, `/${repository}.git`, env["GITHUB_TOKEN"]!),
    heroku: url(env["HEROKU_API_URL"]!, `/${name}.git`, env["HEROKU_API_KEY"]!),
  };
}

function gitIn({ home }: Stage, cwd: string) {
  const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"];
  const env = { HOME: home, GIT_CONFIG_NOSYSTEM: "1", GIT_TERMINAL_PROMPT: "0" };
  return async (...args: string[]) => (await execa("git", [...identity, ...args], { cwd, env })).stdout;
}

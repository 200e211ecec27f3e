const names: Readonly<Record<string, string>> = {
  "heroku:index:App": "app",
  "heroku:index:Addon": "add-on",
  "heroku:index:BackupSchedule": "backup schedule",
  "heroku:index:Build": "build",
  "heroku:index:ConfigVars": "config vars",
  "heroku:index:Formation": "dynos",
  "heroku:index:OauthAuthorization": "Heroku token",
  "heroku:index:PostgresRestore": "restore",
  "heroku:index:SchedulerJob": "Scheduler job",
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret": "environment secret",
  "github:index/actionsSecret:ActionsSecret": "Actions secret",
  "github:index/actionsVariable:ActionsVariable": "Actions variable",
  "github:index/branch:Branch": "branch",
  "github:index/branchDefault:BranchDefault": "default branch",
  "github:index/branchProtection:BranchProtection": "branch protection",
  "github:index/repository:Repository": "repository",
  "github:index/repositoryEnvironment:RepositoryEnvironment": "environment",
  "github:index/repositoryFile:RepositoryFile": "file",
  "github:index/repositoryPullRequest:RepositoryPullRequest": "pull request",
};

/** `config vars \`application\``; a type without a name here is called by its own. */
export function called({ type, name }: { readonly type: string; readonly name: string }): string {
  return `${names[type] ?? type.split(":").at(-1)!} ${code(known(type, name))}`;
}

/** Dynos by their process type, as people know them. */
const known = (type: string, name: string): string =>
  type === "heroku:index:Formation" ? name.replace(/^release-/, "") : name;

/** Inline code that its content cannot leave: the delimiters are longer than any backticks in it. */
export function code(text: string): string {
  const line = text.replace(/[\n\r]+/g, " ");
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  if (longest === 0) return `\`${line}\``;
  const ticks = "`".repeat(longest + 1);
  return `${ticks} ${line} ${ticks}`;
}

import type { FastifyInstance } from "fastify";
import type { Environment } from "../../github/entities";
import type { Inside } from "../inside";
import { addPage } from "../page";
import { type Open, openRepository, type RepositoryParams } from "../read/repositories";
import { Empty, Facts, Moment, Panel, Table } from "../ui/parts";
import { RepositoryFrame } from "../ui/repository-frame";

/** `/repositories/:owner/:repo/settings`: environments, names of secrets, variables, webhooks, ways to merge. */
export function addRepositorySettingsPage(server: FastifyInstance, inside: Inside): void {
  addPage<RepositoryParams>(server, inside, "/repositories/:owner/:repo/settings", (params) => {
    const open = openRepository(inside, params);
    return {
      title: `Settings of ${open.fullName}`,
      section: "Repositories",
      body: (
        <RepositoryFrame open={open} page="Settings">
          <div class="columns">
            <div>
              <Panel id="secrets" title="Actions secrets and variables">
                <Secrets open={open} />
              </Panel>
            </div>
            <div>
              <Panel id="environments" title="Environments">
                <Environments open={open} />
              </Panel>
              <Panel id="merging" title="General">
                <General open={open} />
              </Panel>
            </div>
          </div>
        </RepositoryFrame>
      ),
    };
  });
}

const environmentsOf = ({ context, repository }: Open): Environment[] =>
  context.state.environments.filter((row) => row.repositoryId === repository.id);

function Secrets({ open }: { readonly open: Open }) {
  const { state } = open.context;
  const scopes = new Map([
    [`repository:${open.repository.id}`, "repository"],
    [`organization:${open.repository.ownerId}`, "organization"],
    ...environmentsOf(open).map(({ id, name }) => [`environment:${id}`, `environment ${name}`] as const),
  ]);
  const secrets = state.secrets.filter(({ scope }) => scopes.has(scope)).map((row) => ({ ...row, value: "secret" }));
  const variables = state.variables.filter(({ scope }) => scopes.has(scope));
  if (secrets.length + variables.length === 0) return <Empty>Workflows are given no secrets and no variables.</Empty>;
  return (
    <Table
      caption="Actions secrets and variables"
      columns={[{ title: "Name" }, { title: "Value" }, { title: "Of", wide: true }, { title: "Updated", wide: true }]}
      rows={[...secrets, ...variables].map(({ name, value, scope, updatedAt }) => [
        <code>{name}</code>,
        value,
        scopes.get(scope) ?? scope,
        <Moment at={updatedAt} />,
      ])}
    />
  );
}

function Environments({ open }: { readonly open: Open }) {
  const environments = environmentsOf(open);
  if (environments.length === 0) return <Empty>No environments.</Empty>;
  return (
    <ul class="rows">
      {environments.map((environment) => (
        <li>
          <span class="grow">
            <strong>{environment.name}</strong>
            <span class="muted sub">{policyOf(open, environment)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function policyOf({ context }: Open, { id, branchPolicy, reviewers, waitTimer }: Environment): string {
  const named = context.state.deploymentPolicies.filter((row) => row.environmentId === id).map(({ name }) => name);
  const branches =
    branchPolicy === null
      ? "any branch"
      : branchPolicy.protected_branches
        ? "protected branches only"
        : named.join(", ") || "no branch";
  const waits = [reviewers.length > 0 && `${reviewers.length} reviewers`, waitTimer > 0 && `waits ${waitTimer} min`];
  return [`deployed to from ${branches}`, ...waits.filter(Boolean)].join(", ");
}

function General({ open }: { readonly open: Open }) {
  const { settings, defaultBranch, topics, id } = open.repository;
  const ways = [
    settings.allow_merge_commit && "merge commit",
    settings.allow_squash_merge && "squash",
    settings.allow_rebase_merge && "rebase",
  ];
  const hooks = open.context.state.hooks.filter((row) => row.repositoryId === id);
  return (
    <Facts
      of={{
        "Default branch": <code>{defaultBranch}</code>,
        Topics: topics.join(", ") || "none",
        "Merge by": ways.filter(Boolean).join(", "),
        "Merged branches": settings.delete_branch_on_merge ? "are deleted" : "stay",
        Webhooks:
          hooks.length === 0
            ? "none"
            : hooks.map(({ config }) => <code class="sub">{new URL(config.url).origin}</code>),
      }}
    />
  );
}

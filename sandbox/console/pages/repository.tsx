import type { FastifyInstance } from "fastify";
import type { ProtectionRule } from "../../github/entities";
import { ruleFor } from "../../github/protection/rules";
import { demandsOf } from "../../github/protection/rulesets";
import type { Inside } from "../inside";
import { addPage } from "../page";
import { type Paged, paged, Pager, withQuery } from "../paging";
import { checksOf } from "../read/checks";
import { type Branch, branchesOf, type Open, openRepository, type RepositoryParams } from "../read/repositories";
import { Badge } from "../ui/badge";
import { CheckSummary } from "../ui/checks";
import { Icon } from "../ui/icon";
import { Empty, Moment, Panel, Table } from "../ui/parts";
import { RepositoryFrame } from "../ui/repository-frame";

interface Query {
  readonly page?: string;
}

/** `/repositories/:owner/:repo`: its branches, and what protects them. */
export function addRepositoryPage(server: FastifyInstance, inside: Inside): void {
  addPage<RepositoryParams, Query>(server, inside, "/repositories/:owner/:repo", async (params, query) => {
    const open = openRepository(inside, params);
    const page = paged(await branchesOf(open), query.page, 25);
    const rules = rulesOf(open);
    return {
      title: open.fullName,
      section: "Repositories",
      body: (
        <RepositoryFrame open={open} page="Branches">
          <p class="lead">{open.repository.settings.description}</p>
          <Panel id="branches" title="Branches">
            {page.total === 0 ? <Empty>Nothing was pushed yet.</Empty> : <Branches open={open} page={page} />}
            <Pager of={page} href={(number) => withQuery(query, { page: number })} />
          </Panel>
          <Panel id="protection" title="Branch protection">
            {rules.length === 0 ? <Empty>No branch is protected.</Empty> : rules.map((rule) => <Rule of={rule} />)}
          </Panel>
        </RepositoryFrame>
      ),
    };
  });
}

/** Classic rules, then rulesets, which are named instead of having a pattern. */
function rulesOf({ context, repository }: Open): ProtectionRule[] {
  const belongs = (row: { readonly repositoryId: string }) => row.repositoryId === repository.id;
  const active = context.state.rulesets.filter((row) => belongs(row) && row.enforcement === "active");
  return [...context.state.rules.filter(belongs), ...active.map(demandsOf)];
}

const columns = [
  { title: "Branch" },
  { title: "Checks" },
  { title: "Last commit", wide: true },
  { title: "When", wide: true },
];

function Branches({ open, page }: { readonly open: Open; readonly page: Paged<Branch> }) {
  const { context, repository } = open;
  return (
    <Table
      caption="Branches"
      columns={columns}
      rows={page.rows.map(({ name, sha, subject, author, date }) => [
        <>
          <strong>{name}</strong> {name === repository.defaultBranch ? <span class="kind">default</span> : null}
          {ruleFor(context.state, repository, name) ? (
            <span class="kind">
              <Icon name="lock" /> protected
            </span>
          ) : null}
        </>,
        <CheckSummary of={checksOf(open, sha)} />,
        <>
          <code>{sha.slice(0, 7)}</code> {subject} <span class="muted sub">{author}</span>
        </>,
        <Moment at={date} />,
      ])}
    />
  );
}

/** What a rule asks of a branch, in sentences: what it does not ask is left out. */
function Rule({ of }: { readonly of: ProtectionRule }) {
  return (
    <div class="rule">
      <h3>
        <code>{of.pattern}</code>
      </h3>
      <ul class="facts-list">
        {sentences(of).map(([on, text]) => (
          <li>
            <Badge tone={on ? "good" : "warn"}>{text}</Badge>
          </li>
        ))}
      </ul>
      {of.requiresStatusChecks ? (
        <p>
          Required checks:{" "}
          {of.requiredStatusChecks.map(({ context }) => (
            <>
              <code>{context}</code>{" "}
            </>
          ))}
        </p>
      ) : null}
    </div>
  );
}

function sentences(rule: ProtectionRule): [boolean, string][] {
  const strict = rule.requiresStrictStatusChecks ? ", on a branch that is up to date" : "";
  return [
    [rule.requiresStatusChecks, rule.requiresStatusChecks ? `Checks must pass${strict}` : "Checks need not pass"],
    [rule.isAdminEnforced, rule.isAdminEnforced ? "Holds for administrators" : "Administrators may pass it"],
    [!rule.allowsForcePushes, rule.allowsForcePushes ? "Force pushes are allowed" : "No force pushes"],
    [!rule.allowsDeletions, rule.allowsDeletions ? "May be deleted" : "May not be deleted"],
    ...(rule.requiresApprovingReviews
      ? [[true, `${rule.requiredApprovingReviewCount} approving reviews`] as [boolean, string]]
      : []),
    ...(rule.requiresLinearHistory ? [[true, "Linear history"] as [boolean, string]] : []),
    ...(rule.lockBranch ? [[true, "Locked: read only"] as [boolean, string]] : []),
  ];
}

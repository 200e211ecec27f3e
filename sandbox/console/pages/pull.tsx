import type { FastifyInstance } from "fastify";
import { gitOf } from "../../github/context";
import { guardsOf } from "../../github/protection/guards";
import { mergeability } from "../../github/pulls/mergeability";
import { mergeObstacles } from "../../github/pulls/obstacles";
import type { Pull } from "../../github/pulls/refs";
import { fileChanges } from "../../kit/git/changes";
import { notFound } from "../errors";
import type { Inside } from "../inside";
import { addEvents, addPage } from "../page";
import { checksOf } from "../read/checks";
import { loginOf, type Open, openRepository, pullsOf, pullState, type RepositoryParams } from "../read/repositories";
import { Badge, PullBadge, type Tone } from "../ui/badge";
import { Checks } from "../ui/checks";
import { Empty, Moment, Panel } from "../ui/parts";
import { RepositoryFrame } from "../ui/repository-frame";
import { WithoutRunner } from "../ui/without-runner";

interface Params extends RepositoryParams {
  readonly number: string;
}

/** `/repositories/:owner/:repo/pulls/:number`: one pull request, and whether it may be merged. */
export function addPullPage(server: FastifyInstance, inside: Inside): void {
  const path = "/repositories/:owner/:repo/pulls/:number";
  addPage<Params>(server, inside, path, async (params) => {
    const { open, row } = find(inside, params);
    return {
      title: `${row.title} · ${open.fullName} #${row.number}`,
      section: "Repositories",
      live: `${open.path}/pulls/${row.number}/events`,
      body: (
        <RepositoryFrame open={open} page="Pull requests">
          <h2 class="subject">
            {row.title} <span class="muted">#{row.number}</span>
          </h2>
          <WithoutRunner of={inside} />
          <div data-region="merge">{await merging(open, row)}</div>
          <div class="columns">
            <div>
              <Panel id="description" title="Conversation">
                <p class="prose">{row.body ?? <span class="muted">No description.</span>}</p>
                <Conversation open={open} of={row} />
              </Panel>
            </div>
            <div>{await contents(open, row)}</div>
          </div>
        </RepositoryFrame>
      ),
    };
  });
  addEvents<Params>(server, inside, `${path}/events`, (stream, params) => {
    const draw = () => {
      const { open, row } = find(inside, params);
      return merging(open, row);
    };
    stream.region("merge", draw, 2000);
  });
}

function find(inside: Inside, { number, ...params }: Params): { open: Open; row: Pull } {
  const open = openRepository(inside, params);
  const row = pullsOf(open).find((each) => String(each.number) === number);
  if (!row) throw notFound("pull request", `#${number} of ${open.fullName}`);
  return { open, row };
}

const verdicts: Readonly<Record<string, readonly [Tone, string]>> = {
  clean: ["good", "Can be merged"],
  unstable: ["warn", "Can be merged, although not all checks have passed"],
  blocked: ["bad", "Merging is blocked"],
  behind: ["warn", "Behind its base: must be brought up to date"],
  dirty: ["bad", "Conflicts with its base"],
  draft: ["quiet", "A draft"],
};

/** The state, what stands in the way, and the checks of the head commit. */
async function merging(open: Open, row: Pull) {
  const { context, repository } = open;
  const { mergeable_state } = await mergeability(context, repository, row);
  const { classic, rulesets } = await mergeObstacles(context, repository, {
    pull: row,
    actor: undefined,
    method: "merge",
  });
  const reasons = [...classic, ...rulesets];
  const guards = guardsOf(context, repository, `refs/heads/${row.pull.base}`, undefined, "merge");
  const required = guards.flatMap(({ rule }) => rule.requiredStatusChecks.map((check) => check.context));
  const [tone, verdict] = verdicts[mergeable_state] ?? ["quiet", "Not known"];
  return (
    <section class="panel" aria-label="Merging">
      <p>
        <PullBadge state={pullState(row)} /> {loginOf(open, row.authorId)} wants <code>{row.pull.head}</code> in{" "}
        <code>{row.pull.base}</code>, since <Moment at={row.createdAt} />
      </p>
      {row.state === "open" ? (
        <p>
          <Badge tone={tone}>{verdict}</Badge> {reasons.join(" ")}
        </p>
      ) : null}
      <Checks of={checksOf(open, row.pull.headSha, row.state === "open" ? required : [])} />
    </section>
  );
}

/** Its commits and files. */
async function contents(open: Open, { pull }: Pull) {
  const git = gitOf(open.context, open.repository);
  const from = (await git.mergeBase(pull.baseSha, pull.headSha)) ?? pull.baseSha;
  const commits = await git.log({ from: pull.headSha, exclude: from, limit: 100 });
  const files = await fileChanges(git, from, pull.headSha);
  return (
    <>
      <Panel id="commits" title={`Commits (${commits.length})`}>
        <ul class="rows">
          {commits.map(({ sha, message, author }) => (
            <li>
              <code>{sha.slice(0, 7)}</code>
              <span class="grow">
                {message.split("\n")[0]}
                <span class="muted sub">{author.name}</span>
              </span>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel id="files" title={`Files (${files.length})`}>
        <ul class="rows">
          {files.slice(0, 300).map(({ filename, status, additions, deletions }) => (
            <li>
              <span class="kind">{status}</span>
              <code class="grow">{filename}</code>
              <span>
                +{additions} −{deletions}
              </span>
            </li>
          ))}
        </ul>
      </Panel>
    </>
  );
}

function Conversation({ open, of }: { readonly open: Open; readonly of: Pull }) {
  const { state } = open.context;
  const reviews = state.reviews
    .filter((row) => row.issueId === of.id)
    .map((row) => ({ ...row, at: row.submittedAt, word: row.state.toLowerCase().replaceAll("_", " ") }));
  const comments = state.comments
    .filter((row) => row.issueId === of.id)
    .map((row) => ({ ...row, at: row.createdAt, word: "commented" }));
  const all = [...reviews, ...comments].sort((a, b) => a.at.localeCompare(b.at));
  if (all.length === 0) return <Empty>No reviews and no comments.</Empty>;
  return (
    <ul class="comments">
      {all.map(({ authorId, word, at, body }) => (
        <li>
          <p>
            <strong>{loginOf(open, authorId)}</strong> {word} <Moment at={at} />
          </p>
          <p class="prose">{body}</p>
        </li>
      ))}
    </ul>
  );
}

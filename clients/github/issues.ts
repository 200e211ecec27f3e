import { type Octokit } from "@octokit/rest";
import { type RepositoryName } from "./names";

export interface Comment {
  readonly id: number;
  readonly body: string;
  readonly author: string;
  /** For people. */
  readonly url: string;
}

export interface Issue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly author: string;
  /** For people. */
  readonly url: string;
}

interface AnsweredComment {
  readonly id: number;
  readonly body?: string | undefined;
  readonly user: { readonly login: string } | null;
  readonly html_url: string;
}

interface AnsweredIssue {
  readonly number: number;
  readonly title: string;
  readonly body?: string | null;
  readonly user: { readonly login: string } | null;
  readonly html_url: string;
}

/** Issues, and the comments of issues and pull requests. */
export class Issues {
  constructor(
    private readonly octokit: Octokit,
    private readonly repository: RepositoryName,
  ) {}

  /** Those that are open and have the label; without pull requests. */
  async open(label: string): Promise<Issue[]> {
    const wanted = { ...this.repository, state: "open", labels: label, per_page: 100 } as const;
    const found = await this.octokit.paginate(this.octokit.rest.issues.listForRepo, wanted);
    return found.filter((one) => !one.pull_request).map(issue);
  }

  async create(wanted: { readonly title: string; readonly body: string; readonly labels: string[] }): Promise<Issue> {
    return issue((await this.octokit.rest.issues.create({ ...this.repository, ...wanted })).data);
  }

  async update(number: number, change: { readonly title: string; readonly body: string }): Promise<void> {
    await this.octokit.rest.issues.update({ ...this.repository, issue_number: number, ...change });
  }

  async close(number: number): Promise<void> {
    const closed = { state: "closed", state_reason: "completed" } as const;
    await this.octokit.rest.issues.update({ ...this.repository, issue_number: number, ...closed });
  }

  /** All of them, the oldest first. */
  async comments(number: number): Promise<Comment[]> {
    const wanted = { ...this.repository, issue_number: number, per_page: 100 };
    return (await this.octokit.paginate(this.octokit.rest.issues.listComments, wanted)).map(comment);
  }

  /** Under which login its comments stand. GraphQL tells a workflow's token, too, which `GET /user` refuses. */
  async ownLogin(): Promise<string> {
    return (await this.octokit.graphql<{ viewer: { login: string } }>("{ viewer { login } }")).viewer.login;
  }

  async addComment(number: number, body: string): Promise<Comment> {
    return comment(
      (await this.octokit.rest.issues.createComment({ ...this.repository, issue_number: number, body })).data,
    );
  }

  async updateComment(id: number, body: string): Promise<void> {
    await this.octokit.rest.issues.updateComment({ ...this.repository, comment_id: id, body });
  }
}

function issue({ number, title, body, user, html_url: url }: AnsweredIssue): Issue {
  return { number, title, body: body ?? "", author: user?.login ?? "", url };
}

function comment({ id, body, user, html_url: url }: AnsweredComment): Comment {
  return { id, body: body ?? "", author: user?.login ?? "", url };
}

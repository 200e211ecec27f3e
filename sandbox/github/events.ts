/** What happened, for those who act on it: the runner of workflows, the sender of webhooks. */
export type GitHubEvent =
  | {
      readonly type: "push";
      readonly repositoryId: string;
      readonly ref: string;
      /** Zeros when the ref is new, or gone. */
      readonly before: string;
      readonly after: string;
      readonly actorId: string;
    }
  | {
      readonly type: "pull_request";
      readonly action: "opened" | "synchronize" | "closed" | "reopened" | "edited";
      readonly repositoryId: string;
      readonly number: number;
      readonly actorId: string;
    }
  | {
      /** What only webhooks are told. */
      readonly type: "told";
      readonly name: "issues" | "issue_comment" | "status" | "check_run" | "workflow_run" | "workflow_job" | "ping";
      readonly action?: string;
      readonly repositoryId: string;
      readonly actorId: string;
      /** What the event adds to the repository and the sender. */
      readonly payload: () => Readonly<Record<string, unknown>> | Promise<Readonly<Record<string, unknown>>>;
      /** The one webhook that it is for; all that want it when absent. */
      readonly hookId?: string;
    }
  | {
      readonly type: "workflow_dispatch";
      readonly repositoryId: string;
      /** File name or path of the workflow. */
      readonly workflow: string;
      readonly ref: string;
      readonly inputs: Readonly<Record<string, string>>;
      readonly actorId: string;
    };

export type GitHubListener = (event: GitHubEvent) => void;

export class Events {
  private listeners: GitHubListener[] = [];

  /** Returns what ends the subscription. */
  listen(listener: GitHubListener): () => void {
    this.listeners.push(listener);
    return () => void (this.listeners = this.listeners.filter((known) => known !== listener));
  }

  emit(event: GitHubEvent): void {
    for (const listener of this.listeners) listener(event);
  }
}

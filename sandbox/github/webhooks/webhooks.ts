import { randomUUID } from "node:crypto";
import type { Context } from "../context";
import type { Hook, HookDelivery, Repository } from "../entities";
import type { GitHubEvent } from "../events";
import { commonPayload, pullPayload, pushPayload } from "../payloads";
import { isPull } from "../pulls/refs";
import { post, type Message } from "./post";

/** As many deliveries of a webhook are kept. */
const kept = 100;

interface Told {
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Tells the webhooks of a repository what happens to it, behind the request that makes it happen. */
export class Webhooks {
  private readonly sending = new Set<Promise<unknown>>();
  private readonly ended = new AbortController();

  constructor(
    private readonly context: Context,
    private readonly onError: (error: unknown) => void,
  ) {}

  handle(event: GitHubEvent): void {
    const name = nameOf(event);
    const hookId = event.type === "told" ? event.hookId : undefined;
    const hooks = this.context.state.hooks.filter(
      (hook) =>
        hook.repositoryId === event.repositoryId &&
        (hookId === undefined
          ? hook.active && (hook.events.includes(name) || hook.events.includes("*"))
          : hook.id === hookId),
    );
    if (hooks.length > 0) this.behind(this.tell(hooks, name, event));
  }

  /** Sends a delivery once more, as it was. */
  redeliver(hook: Hook, { guid, event, request }: HookDelivery): void {
    this.behind(this.send(hook, { guid, event, payload: request.payload }, true));
  }

  /** Resolves when nothing is being sent. */
  async settled(): Promise<void> {
    while (this.sending.size > 0) await Promise.all(this.sending);
  }

  async close(): Promise<void> {
    this.ended.abort();
    await this.settled();
  }

  private behind(work: Promise<unknown>): void {
    const done = work.catch(this.onError).finally(() => this.sending.delete(done));
    this.sending.add(done);
  }

  private async tell(hooks: readonly Hook[], name: string, event: GitHubEvent): Promise<void> {
    const { state } = this.context;
    const [repository, actor] = [state.repositories.get(event.repositoryId), state.accounts.get(event.actorId)];
    if (!repository || !actor) return;
    const payload = await this.payloadOf(repository, event);
    if (!payload) return;
    const message = { event: name, payload };
    await Promise.all(
      hooks.map((hook) => this.send(hook, { guid: randomUUID(), ...this.addressed(hook, message) }, false)),
    );
  }

  /** A ping shows the webhook itself. */
  private addressed(hook: Hook, { event, payload }: Told): Told {
    return event === "ping" ? { event, payload: { ...payload, hook_id: Number(hook.id) } } : { event, payload };
  }

  private async payloadOf(repository: Repository, event: GitHubEvent): Promise<Message["payload"] | undefined> {
    const { context } = this;
    const actor = context.state.accounts.get(event.actorId)!;
    if (event.type === "push") return pushPayload(context, repository, actor, event);
    if (event.type === "pull_request") {
      const row = context.state.issues.find(
        (each) => each.repositoryId === repository.id && each.number === event.number,
      );
      return row && isPull(row) ? pullPayload(context, repository, actor, event.action, row) : undefined;
    }
    if (event.type !== "told") return undefined;
    const action = event.action === undefined ? {} : { action: event.action };
    return { ...action, ...(await event.payload()), ...commonPayload(context, repository, actor) };
  }

  private async send(hook: Hook, message: Message, redelivery: boolean): Promise<void> {
    const { state } = this.context;
    const outcome = await post(hook, message, this.ended.signal);
    if (!state.hooks.get(hook.id)) return;
    const { action } = message.payload as { readonly action?: string };
    const { guid, event } = message;
    const identity = {
      id: state.nextId("delivery"),
      hookId: hook.id,
      repositoryId: hook.repositoryId,
      guid,
      event,
      action: action ?? null,
    };
    state.deliveries.insert({ ...identity, deliveredAt: state.now(), redelivery, ...outcome });
    const old = state.deliveries.filter((row) => row.hookId === hook.id).slice(0, -kept);
    for (const { id } of old) state.deliveries.remove(id);
  }
}

const nameOf = (event: GitHubEvent): string => (event.type === "told" ? event.name : event.type);

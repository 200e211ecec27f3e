import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon";

/** How something stands: never by color alone. */
export type Tone = "good" | "bad" | "busy" | "warn" | "quiet";

const icons: Readonly<Record<Tone, IconName>> = {
  good: "check",
  bad: "cross",
  busy: "arc",
  warn: "bang",
  quiet: "dash",
};

export function Badge({ tone, children }: { readonly tone: Tone; readonly children: ComponentChildren }) {
  return (
    <span class={`badge ${tone}`}>
      <Icon name={icons[tone]} />
      {children}
    </span>
  );
}

const tones: Readonly<Record<string, Tone>> = {
  succeeded: "good",
  success: "good",
  up: "good",
  complete: "good",
  provisioned: "good",
  clean: "good",
  merged: "good",
  failed: "bad",
  failure: "bad",
  failing: "bad",
  error: "bad",
  crashed: "bad",
  expired: "bad",
  timed_out: "bad",
  dirty: "bad",
  pending: "busy",
  starting: "busy",
  running: "busy",
  queued: "busy",
  waiting: "warn",
  in_progress: "busy",
  provisioning: "busy",
  blocked: "warn",
  behind: "warn",
  expected: "warn",
  unstable: "warn",
};

/** A state as a mark alone, where there are many. */
export function Mark({ of }: { readonly of: string }) {
  const tone = tones[of] ?? "quiet";
  return (
    <span class={`sign ${tone}`}>
      <Icon name={icons[tone]} />
      <span class="unseen">{of.replaceAll("_", " ")}: </span>
    </span>
  );
}

/** A state in the vendor's own word. */
export function State({ of }: { readonly of: string }) {
  return <Badge tone={tones[of] ?? "quiet"}>{of.replaceAll("_", " ")}</Badge>;
}

const pulls = { open: "good", merged: "merged", closed: "bad", draft: "quiet" } as const;

/** A pull request's state in GitHub's words and colors. */
export function PullBadge({ state }: { readonly state: string }) {
  const known = state in pulls ? pulls[state as keyof typeof pulls] : "quiet";
  return (
    <span class={`badge ${known}`}>
      <Icon name={known === "merged" ? "merge" : "ring"} />
      {state}
    </span>
  );
}

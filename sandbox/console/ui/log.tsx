import type { ComponentChildren } from "preact";

/** A box of lines that grows by event `name` of the page's stream. */
export function Log({
  name,
  label,
  children,
}: {
  readonly name: string;
  readonly label: string;
  readonly children: ComponentChildren;
}) {
  return (
    <div class="log" role="log" aria-live="off" aria-label={label} tabIndex={0} data-log={name}>
      {children}
    </div>
  );
}

/** Text of a terminal: its colors are left away, and what failed stands out. */
export function Lines({ of }: { readonly of: readonly string[] }) {
  return (
    <>
      {of.map((line) => (
        <p class={classOf(line)}>{plain(line) || " "}</p>
      ))}
    </>
  );
}

/** Lines of a text that may end in the middle of one. */
export const linesOf = (text: string): string[] => text.replace(/\r?\n$/, "").split(/\r?\n/);

const plain = (line: string): string => line.replace(/\u001b\[[\d;]*[A-Za-z]/g, "").replace(/##\[(\w+)\]/, "");

function classOf(line: string): string | undefined {
  if (/##\[error\]|^ !|^remote: error|\bERROR\b/.test(line)) return "bad";
  if (/##\[warning\]|\bWARN(ING)?\b/.test(line)) return "warn";
  return /##\[group\]|^-----> /.test(line) ? "step" : undefined;
}

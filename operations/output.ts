import { duration } from "./words";

export interface Streams {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
}

/** What a step that runs is shown by. */
export interface Progress {
  update(detail: string): void;
  end(): void;
}

const quietMs = 2_000;
const everyMs = 10_000;

/** A line that wraps could not be drawn over. A terminal that does not know its width says 0. */
function oneLine(text: string, columns: number | undefined): string {
  const longest = (columns || 80) - 1;
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/** With `--json`, stdout holds one JSON document and people read stderr. */
export class Output {
  constructor(
    readonly json: boolean,
    private readonly streams: Streams = process,
  ) {}

  line(text = ""): void {
    (this.json ? this.streams.stderr : this.streams.stdout).write(`${text}\n`);
  }

  remark(text: string): void {
    this.streams.stderr.write(`${text}\n`);
  }

  result(value: unknown): void {
    if (this.json) this.streams.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  }

  /** Silent for two seconds; then one moving line at a terminal, and elsewhere a line every ten seconds. */
  progress(title: string): Progress {
    const { stderr } = this.streams;
    const began = Date.now();
    let detail = "";
    let shown = 0;
    const show = () => {
      const now = Date.now();
      if (now - began < quietMs || (!stderr.isTTY && now - shown < everyMs)) return;
      shown = now;
      const text = `  … ${[title, detail, duration(now - began)].filter(Boolean).join(", ")}`;
      stderr.write(stderr.isTTY ? `\r\x1b[K${oneLine(text, stderr.columns)}` : `${text}\n`);
    };
    const timer = setInterval(show, 500);
    timer.unref();
    return {
      update: (text) => {
        detail = text;
        show();
      },
      end: () => {
        clearInterval(timer);
        if (shown > 0 && stderr.isTTY) stderr.write("\r\x1b[K");
      },
    };
  }
}

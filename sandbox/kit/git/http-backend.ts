import { spawn } from "node:child_process";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex, Readable } from "node:stream";
import { gitEnvironment } from "./run";

export interface BackendRequest {
  /** The bare repository. */
  readonly folder: string;
  /** Behind the repository's name: `/info/refs`, `/git-upload-pack`, `/git-receive-pack`. */
  readonly path: string;
  readonly query: string;
  /** Who pushes; without it, receive-pack is refused. */
  readonly user?: string;
  readonly config: Readonly<Record<string, string>>;
}

/** What a hook of the repository finds as its descriptors 3, 4 and 5. */
export interface HookPipes {
  readonly fromGit: Duplex;
  readonly toGit: Duplex;
  readonly toPerson: Duplex;
}

/**
 * Serves one request of git's smart HTTP protocol by `git http-backend`, while `speak` talks with the repository's hook. The client hears of
 * the end when git has ended and what follows from it, `afterwards`, is done.
 */
export async function serveBackend(
  request: IncomingMessage,
  response: ServerResponse,
  git: BackendRequest,
  speak: (pipes: HookPipes) => Promise<unknown>,
  afterwards: () => Promise<unknown> = async () => undefined,
): Promise<void> {
  const child = spawn("git", ["http-backend"], {
    cwd: git.folder,
    env: { ...gitEnvironment(), ...configuration(git.config), ...cgi(request, git) },
    stdio: ["pipe", "pipe", "pipe", "pipe", "pipe", "pipe"],
  });
  const errors: Buffer[] = [];
  child.stderr!.on("data", (chunk: Buffer) => errors.push(chunk));
  child.stdin!.on("error", () => undefined);
  request.pipe(child.stdin!);
  response.on("close", () => child.exitCode === null && !response.writableFinished && child.kill());
  const [, , , fromGit, toGit, toPerson] = child.stdio as unknown as [
    unknown,
    unknown,
    unknown,
    Duplex,
    Duplex,
    Duplex,
  ];
  for (const pipe of [fromGit, toGit, toPerson]) pipe.on("error", () => undefined);
  const talk = speak({ fromGit, toGit, toPerson }).catch(() => undefined);
  const ended = new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => resolve());
    child.on("exit", () => [fromGit, toGit, toPerson].forEach((pipe) => pipe.destroy()));
  });
  await relay(child.stdout!, response);
  await ended;
  await talk;
  try {
    await afterwards();
  } finally {
    if (response.headersSent) response.end();
    else response.writeHead(500).end(Buffer.concat(errors));
  }
}

function cgi(request: IncomingMessage, { folder, path, query, user }: BackendRequest): Record<string, string> {
  const header = (name: string): string | undefined => request.headers[name]?.toString();
  const optional = {
    CONTENT_TYPE: header("content-type"),
    CONTENT_LENGTH: header("content-length"),
    HTTP_CONTENT_ENCODING: header("content-encoding"),
    GIT_PROTOCOL: header("git-protocol"),
    REMOTE_USER: user,
  };
  const given = Object.entries(optional).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    GIT_PROJECT_ROOT: folder,
    GIT_HTTP_EXPORT_ALL: "1",
    PATH_INFO: path,
    QUERY_STRING: query,
    REQUEST_METHOD: request.method ?? "GET",
    REMOTE_ADDR: "127.0.0.1",
    ...Object.fromEntries(given),
  };
}

/** Git configuration by environment, so that nothing has to be written into each repository. */
function configuration(config: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(config);
  const pairs = entries.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return { GIT_CONFIG_COUNT: String(entries.length), ...(Object.fromEntries(pairs) as Record<string, string>) };
}

/** Writes a CGI program's answer: header lines, an empty line, the body. */
async function relay(stdout: Readable, response: ServerResponse): Promise<void> {
  let head = Buffer.alloc(0);
  for await (const chunk of stdout) {
    if (response.headersSent) {
      if (!response.write(chunk))
        await new Promise((resolve) => response.once("drain", resolve).once("close", resolve));
      continue;
    }
    head = Buffer.concat([head, chunk as Buffer]);
    const end = head.indexOf("\r\n\r\n");
    if (end < 0) continue;
    writeHead(head.toString("latin1", 0, end), response);
    response.write(head.subarray(end + 4));
  }
}

function writeHead(text: string, response: ServerResponse): void {
  const headers = text.split("\r\n").map((line) => /^([^:]+): ?(.*)$/.exec(line));
  let status = 200;
  for (const header of headers) {
    if (!header) continue;
    if (header[1]!.toLowerCase() === "status") status = parseInt(header[2]!, 10);
    else response.setHeader(header[1]!, header[2]!);
  }
  response.writeHead(status);
}

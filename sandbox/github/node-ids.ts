/** GitHub's global ids: `R_kgDOCjXZ4A` is `R_` and base64url of msgpack [0, id]; older ones are base64 of `010:Repository171300320`. */

const prefixes = {
  Repository: "R",
  User: "U",
  Organization: "O",
  Team: "T",
  App: "A",
  Bot: "BOT",
  BranchProtectionRule: "BPR",
  PullRequest: "PR",
  Issue: "I",
  IssueComment: "IC",
  CheckRun: "CR",
  CheckSuite: "CS",
  StatusContext: "SC",
  Environment: "EN",
  Deployment: "DE",
  DeploymentStatus: "DES",
  RepositoryRuleset: "RRS",
  PullRequestReview: "PRR",
  Commit: "C",
  Ref: "REF",
  Label: "LA",
} as const;

export type NodeType = keyof typeof prefixes;

export interface NodeReference {
  readonly type: NodeType;
  /** The database id. */
  readonly id: string;
}

const types = Object.fromEntries(Object.entries(prefixes).map(([type, prefix]) => [prefix, type as NodeType]));

export function nodeId(type: NodeType, id: string, repositoryId?: string): string {
  const numbers = repositoryId === undefined ? [Number(id)] : [Number(repositoryId), Number(id)];
  const bytes = Buffer.from([0x90 + numbers.length + 1, 0, ...numbers.flatMap(uint32)]);
  return `${prefixes[type]}_${bytes.toString("base64url")}`;
}

const uint32 = (value: number): number[] => [0xce, ...[24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff)];

/** Reads an id of either form; undefined when it is neither. */
export function parseNodeId(text: string): NodeReference | undefined {
  return parseNew(text) ?? parseLegacy(text);
}

function parseNew(text: string): NodeReference | undefined {
  const match = /^([A-Z]+)_([A-Za-z0-9_-]+)$/.exec(text);
  const type = match?.[1] === undefined ? undefined : types[match[1]];
  if (!match || !type) return undefined;
  const bytes = Buffer.from(match[2]!, "base64url");
  if (bytes.length < 7 || bytes.at(-5) !== 0xce) return undefined;
  return { type, id: String(bytes.readUInt32BE(bytes.length - 4)) };
}

function parseLegacy(text: string): NodeReference | undefined {
  const match = /^0\d+:([A-Za-z]+?)(\d+)$/.exec(Buffer.from(text, "base64").toString("latin1"));
  if (!match?.[1] || !match[2] || !(match[1] in prefixes)) return undefined;
  return { type: match[1] as NodeType, id: match[2] };
}

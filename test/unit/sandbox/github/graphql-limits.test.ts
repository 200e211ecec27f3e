import { simulatedGitHub, type GitHubUnderTest } from "../../../support/github-contract";

let github: GitHubUnderTest;
beforeAll(async () => {
  github = await simulatedGitHub();
});
afterAll(() => github.stop());

interface GraphQLAnswer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly type?: string }[];
}

async function ask(query: unknown, variables?: unknown): Promise<{ status: number; body: GraphQLAnswer }> {
  const answer = await fetch(github.graphqlUrl, {
    method: "POST",
    headers: { authorization: `Bearer ${github.token}`, "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  return { status: answer.status, body: (await answer.json()) as GraphQLAnswer };
}

const chain = (length: number, field: string): string =>
  Array.from(
    { length },
    (_, at) =>
      `fragment f${at} on User { ${field}${at === length - 1 ? "login" : `a: repository(name: "x") { owner { ...f${at + 1} } } b: repository(name: "x") { owner { ...f${at + 1} } }`} }`,
  ).join("\n");
const pages = (size: string): string =>
  `{ viewer { organizations(first: ${size}) { nodes { repositories(first: 100) { nodes { issues(first: 100) { nodes { title } } } } } } } }`;

describe("GitHub's GraphQL API, asked too much", () => {
  it.each([
    [
      "nested deeply",
      `{ viewer ${'{ repository(name: "x") { owner '.repeat(15)}{ login }${" } }".repeat(15)} }`,
      "exceeds max depth of 25",
    ],
    ["nested so deeply that a parser breaks", "{ a".repeat(4000), "exceeds max depth of 25"],
    ["nested deeply behind a quote in a comment", `# "\n${"{ a".repeat(4000)}`, "exceeds max depth of 25"],
    ["nested deeply in an argument", `{ node(id: ${"[".repeat(4000)}`, "exceeds max depth of 25"],
    ["very long", `{ ${"viewer { login } ".repeat(3000)} }`, "Resource limits for this query exceeded."],
    [
      "of fragments that spread each other twice",
      `{ viewer { ...f0 } } ${chain(40, "")}`,
      /exceeds max depth|Resource limits/,
    ],
    [
      "of fragments in a circle",
      "{ viewer { ...a } } fragment a on User { ...b } fragment b on User { ...a }",
      "Cannot spread fragment",
    ],
    [
      "of many aliases with many fields",
      `{ ${Array.from({ length: 900 }, (_, at) => `a${at}: viewer { ...f0 }`).join(" ")} } fragment f0 on User { ${Array.from({ length: 300 }, (_, at) => `b${at}: login`).join(" ")} }`,
      "Resource limits",
    ],
    [
      "of pages of pages",
      pages("100"),
      "requests up to 1,010,100 possible nodes which exceeds the maximum limit of 500,000",
    ],
    [
      "about the schema, in circles",
      `{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }`,
      "introspection depth",
    ],
  ])("refuses a query %s", async (_what, query, message) => {
    const { status, body } = await ask(query);
    expect(status).toBe(200);
    expect(body.data).toBeUndefined();
    expect(body.errors?.[0]?.message).toMatch(message);
  });

  it("counts the pages that variables ask for", async () => {
    const { body } = await ask(`query ($size: Int!) ${pages("$size")}`, { size: 90 });
    expect(body.errors).toMatchObject([{ type: "MAX_NODE_LIMIT_EXCEEDED" }]);
    expect((await ask(`query ($size: Int = 100) ${pages("$size")}`)).body.errors).toMatchObject([
      { type: "MAX_NODE_LIMIT_EXCEEDED" },
    ]);
  });

  it("lets through what is usual, with quotes and brackets in its texts", async () => {
    const query = `# "{{{{\n{ viewer { login } text: __type(name: "{{[[\\"((") { name } block: __type(name: """ "{ """) { name } }`;
    expect((await ask(query)).body).toEqual({ data: { viewer: { login: "gardener" }, text: null, block: null } });
  });

  it.each([undefined, null, 7, [], {}, ["{ viewer { login } }"]])("refuses %p as a query", async (query) => {
    expect((await ask(query)).status).toBe(400);
  });

  it.each([[], "x", 7, { unknown: {} }, { size: "many" }, { size: null }])(
    "answers for the variables %p",
    async (variables) => {
      const { status, body } = await ask(
        "query ($size: Int) { viewer { organizations(first: $size) { totalCount } } }",
        variables,
      );
      expect(status).toBe(200);
      expect(body.errors).toBeDefined();
    },
  );
});

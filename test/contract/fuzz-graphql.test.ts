import fc from "fast-check";
import { parse, validate } from "graphql";
import { request } from "undici";
import { githubSchema } from "../../sandbox/github/graphql/schema";
import { Documents, garbled, type Pick } from "../support/fuzz/graphql";
import { hostileJson } from "../support/fuzz/hostile";
import { openSandbox, type OpenSandbox } from "../support/sandbox";

jest.setTimeout(300_000);

/** As the sandbox's other fuzzing tests: FUZZ_RUNS and FUZZ_SEED make more documents, and others. */
const seed = Number(process.env["FUZZ_SEED"] ?? 20_261_123);
const numRuns = Number(process.env["FUZZ_RUNS"] ?? 1000);

const queries = ["repository", "node", "nodes", "viewer", "user", "organization", "rateLimit"];
const mutations = ["createBranchProtectionRule", "updateBranchProtectionRule", "deleteBranchProtectionRule"];

interface Failure {
  readonly message?: unknown;
  readonly type?: unknown;
  readonly path?: unknown;
}

let stage: OpenSandbox;
let documents: (pick: Pick) => Documents;

const text = (value: unknown): string => JSON.stringify(value);

async function ask(body: object): Promise<{ status: number; text: string }> {
  const answer = await request(`${stage.sandbox.urls.github}/api/graphql`, {
    method: "POST",
    headers: { authorization: `Bearer ${stage.sandbox.credentials.githubToken}`, "content-type": "application/json" },
    body: JSON.stringify(body),
    headersTimeout: 20_000,
  });
  return { status: answer.statusCode, text: await answer.body.text() };
}

async function idsOf(): Promise<string[]> {
  const query =
    '{ viewer { id } repository(owner: "penny-university", name: "penny_university") { id owner { id } defaultBranchRef { id } } }';
  const { data } = JSON.parse((await ask({ query })).text) as { data: object };
  return [...JSON.stringify(data).matchAll(/"id":("[^"]+")/g)].map(([, id]) => id as string);
}

beforeAll(async () => {
  stage = await openSandbox();
  const ids = await idsOf();
  const known = {
    owner: [text("penny-university")],
    name: [text("penny_university"), text("penny-developer")],
    login: [text("penny-university"), text("penny-developer")],
    id: ids,
    ids: [`[${ids.join(", ")}]`, "[]"],
    repositoryId: ids,
    branchProtectionRuleId: ids,
    first: ["1", "10", "100"],
    qualifiedName: [text("refs/heads/master"), text("master")],
    pattern: [text("master"), text("release/*")],
  };
  documents = (pick) => new Documents(githubSchema(), known, pick);
});
afterAll(() => stage?.close());

/** What is wrong with an answer: it is GitHub's when each failure says something, and one that a field had says of which type it is. */
function wrong({ status, text: body }: { status: number; text: string }): string | undefined {
  const { data, errors, message } = JSON.parse(body) as { data?: unknown; errors?: Failure[]; message?: unknown };
  if (status === 400 && typeof message === "string") return undefined;
  if (status !== 200 || (data === undefined && !errors)) return `${status}: ${body}`;
  const strange = errors?.find(
    (error) => typeof error.message !== "string" || (error.path && typeof error.type !== "string"),
  );
  return strange && JSON.stringify(strange);
}

/** Sends what `make` draws until an answer is wrong. Answers how many were answered without any failure. */
async function attack(make: (pick: Pick) => object): Promise<number> {
  let answered = 0;
  const property = fc.asyncProperty(fc.gen(), async (draw) => {
    const body = make((below) => (below < 2 ? 0 : draw(fc.nat, { max: below - 1 })));
    const answer = await ask(body);
    const found = wrong(answer);
    if (found !== undefined) throw new Error(`${found}\n  of ${JSON.stringify(body)}`);
    if (!answer.text.includes('"errors":')) answered += 1;
  });
  await fc.assert(property, { seed, numRuns, interruptAfterTimeLimit: 60_000 });
  return answered;
}

const drawn = (pick: Pick): string =>
  pick(4) === 0 ? documents(pick).operation("mutation", mutations) : documents(pick).operation("query", queries);

describe("GitHub's GraphQL API, asked anything", () => {
  it("answers every document that the schema allows", async () => {
    const answered = await attack((pick) => {
      const query = drawn(pick);
      expect(validate(githubSchema(), parse(query))).toEqual([]);
      return { query };
    });
    expect(answered).toBeGreaterThan(numRuns / 20);
  });

  it("refuses documents that are broken", async () => {
    expect(await attack((pick) => ({ query: garbled(drawn(pick), pick) }))).toBeLessThan(numRuns / 2);
  });

  it("takes any variables", async () => {
    const values = fc.sample(hostileJson, { seed, numRuns: 200 });
    const query = `query Any($owner: String!, $name: String!, $first: Int, $id: ID!) {
      repository(owner: $owner, name: $name) { id branchProtectionRules(first: $first) { totalCount } }
      node(id: $id) { id }
    }`;
    await attack((pick) => {
      const value = (): unknown => values[pick(values.length)];
      const variables = { owner: "penny-university", name: "penny_university", first: 1, id: "x" };
      const names = Object.keys(variables);
      const hostile = { ...variables, [names[pick(names.length)] as string]: value() };
      return { query, variables: pick(8) === 0 ? value() : hostile, operationName: pick(8) === 0 ? value() : "Any" };
    });
  });
});

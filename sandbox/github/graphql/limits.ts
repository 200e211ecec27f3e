import {
  GraphQLError,
  Kind,
  Lexer,
  Source,
  TokenKind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from "graphql";

type Variables = Readonly<Record<string, unknown>>;

const maxTokens = 10_000;
/** Of all kinds of brackets: what a parser that calls itself can bear. */
const maxBrackets = 100;
const maxDepth = 25;
const maxNodes = 500_000;
const maxFields = 100_000;
const greatestPage = 100;

const tooDeep = (): GraphQLError =>
  new GraphQLError(`Query has a depth of more than ${maxDepth}, which exceeds max depth of ${maxDepth}`);

const tooExpensive = (): GraphQLError =>
  new GraphQLError("Resource limits for this query exceeded.", { extensions: { type: "RESOURCE_LIMITS_EXCEEDED" } });

const tooManyNodes = (nodes: number): GraphQLError =>
  new GraphQLError(
    `This query requests up to ${nodes.toLocaleString("en")} possible nodes which exceeds the maximum limit of ${maxNodes.toLocaleString("en")}.`,
    { extensions: { type: "MAX_NODE_LIMIT_EXCEEDED" } },
  );

/** Before a query is parsed: that it is neither too long nor nested too deeply. @throws GraphQLError */
export function checkText(query: string): void {
  const lexer = new Lexer(new Source(query));
  let depth = 0;
  for (let tokens = 0; lexer.advance().kind !== TokenKind.EOF; tokens += 1) {
    if (tokens > maxTokens) throw tooExpensive();
    if (/^[[{(]$/.test(lexer.token.kind)) depth += 1;
    if (/^[\]})]$/.test(lexer.token.kind)) depth -= 1;
    if (depth > maxBrackets) throw tooDeep();
  }
}

interface Cost {
  readonly depth: number;
  /** How often a field is resolved at most, a list counted as one. */
  readonly fields: number;
  /** What connections may answer, counted as GitHub counts. Source: https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api */
  readonly nodes: number;
}

/** Before a valid query is executed: what it may cost, with its fragments written out. @throws GraphQLError */
export function checkCost(document: DocumentNode, variables: Variables): void {
  const fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  );
  const meter = new Meter(fragments, variables);
  for (const node of document.definitions) {
    if (node.kind !== Kind.OPERATION_DEFINITION) continue;
    const { depth, fields, nodes } = meter.ofSelections(node.selectionSet);
    if (depth > maxDepth) throw tooDeep();
    if (fields > maxFields) throw tooExpensive();
    if (nodes > maxNodes) throw tooManyNodes(nodes);
  }
}

/** Measures each fragment once: a chain of fragments that name the next one twice would take for ever otherwise. */
class Meter {
  private readonly measured = new Map<string, Cost>();

  constructor(
    private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    private readonly variables: Variables,
  ) {}

  ofSelections({ selections }: SelectionSetNode): Cost {
    const costs = selections.map((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return this.ofFragment(selection.name.value);
      return selection.kind === Kind.FIELD ? this.ofField(selection) : this.ofSelections(selection.selectionSet);
    });
    return {
      depth: Math.max(0, ...costs.map(({ depth }) => depth)),
      fields: sum(costs.map(({ fields }) => fields)),
      nodes: sum(costs.map(({ nodes }) => nodes)),
    };
  }

  private ofField(field: FieldNode): Cost {
    if (!field.selectionSet) return { depth: 1, fields: 1, nodes: 0 };
    const inner = this.ofSelections(field.selectionSet);
    const asked = this.pageSize(field);
    const nodes = asked === undefined ? inner.nodes : asked + asked * inner.nodes;
    return { depth: inner.depth + 1, fields: inner.fields + 1, nodes };
  }

  private ofFragment(name: string): Cost {
    const fragment = this.fragments.get(name);
    const cost = this.measured.get(name) ?? (fragment ? this.ofSelections(fragment.selectionSet) : none);
    this.measured.set(name, cost);
    return cost;
  }

  /** Of a connection, by its `first` or `last`. */
  private pageSize({ arguments: given = [] }: FieldNode): number | undefined {
    const argument = given.find(({ name }) => name.value === "first" || name.value === "last");
    return argument && this.numberOf(argument.value);
  }

  private numberOf(value: ValueNode): number {
    if (value.kind === Kind.VARIABLE) return Math.max(0, Number(this.variables[value.name.value] ?? greatestPage) || 0);
    return value.kind === Kind.INT ? Math.max(0, Number(value.value)) : 0;
  }
}

const none: Cost = { depth: 0, fields: 0, nodes: 0 };
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

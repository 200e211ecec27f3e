/** A resource as a policy sees it: with all values in plain text, so that none may appear in a message. */
export interface Declared {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly protect: boolean;
  /** The URNs on which the value of a property depends. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

export interface Violation {
  /** What is wrong, and where: names and sizes, never values that may be secret. */
  readonly message: string;
  /** The resource that is at fault; the whole stack when there is none. */
  readonly resource?: Declared;
}

interface RuleBase {
  /** Stable: waivers and comments name it. */
  readonly id: string;
  /** One line: what must hold. */
  readonly title: string;
  readonly reason: string;
  /** How to mend it. */
  readonly mend: string;
  /** `advisory` rules are shown and stop nothing. */
  readonly level?: "mandatory" | "advisory";
  /** Holds for these stacks only; all when undefined. */
  readonly stacks?: readonly string[];
}

/** Looked at for each resource of the types before it is made or changed: a violation stops it. */
export interface ResourceRule extends RuleBase {
  readonly kind: "resource";
  readonly types: readonly string[];
  readonly check: (resource: Declared) => string[];
}

/** Looked at when all resources are known. */
export interface StackRule extends RuleBase {
  readonly kind: "stack";
  readonly check: (resources: readonly Declared[]) => Violation[] | Promise<Violation[]>;
}

export type Rule = ResourceRule | StackRule;

/** The stack of a URN: `urn:pulumi:production::…` is of production. */
export const stackOf = (urn: string): string => urn.split("::")[0]!.slice("urn:pulumi:".length);

export const ofType = (resources: readonly Declared[], type: string): Declared[] =>
  resources.filter((resource) => resource.type === type);

export const isPostgres = ({ type, props }: Declared): boolean =>
  type === "heroku:index:Addon" && typeof props.plan === "string" && props.plan.startsWith("heroku-postgresql");

/** @pulumi/policy throws it where a value is read that only the making of something will tell; its types do not tell of it. */
export const isUnknown = (error: unknown): boolean =>
  error instanceof Error && error.constructor.name === "UnknownValueError";

/** Without the values that only the making of something will tell: at the first of them the rule would see nothing at all. */
export function knownEntries(values: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.keys(values).flatMap((name): [string, unknown][] => {
    try {
      return [[name, values[name]]];
    } catch (error) {
      if (isUnknown(error)) return [];
      throw error;
    }
  });
}

import { violations } from "../../../policy/pack";
import { type Declared, type Rule } from "../../../policy/rule";

/** Resources as the engine shows them to policies: the inputs that the provider checked, with their types as in a real preview. */
export function declared(
  type: string,
  name: string,
  props: Readonly<Record<string, unknown>>,
  more: Partial<Pick<Declared, "protect" | "propertyDependencies">> & { readonly stack?: string } = {},
): Declared {
  const { stack = "production", protect = false, propertyDependencies = {} } = more;
  const urn = `urn:pulumi:${stack}::penny-university::${type}::${name}`;
  return { type, name, urn, props, protect, propertyDependencies };
}

export const app = (stack?: string): Declared =>
  declared(
    "heroku:index:App",
    "application",
    { name: "penny-university", region: "us", stack: "heroku-24" },
    { stack },
  );

export const database = (more: { readonly protect?: boolean; readonly stack?: string } = {}): Declared =>
  declared("heroku:index:Addon", "database", { app: "4f9a", plan: "heroku-postgresql:essential-0" }, more);

/** The messages of what a rule finds. */
export const found = async (rule: Rule, ...resources: readonly Declared[]): Promise<string[]> =>
  (await violations(rule, resources)).map(({ message }) => message);

import {
  type Policies,
  type PolicyResource,
  type ResourceValidationArgs,
  type StackValidationArgs,
} from "@pulumi/policy";
import { type Declared, isUnknown, type Rule, type StackRule, stackOf, type Violation } from "./rule";
import { type Waiver, waiverFor } from "./waivers";

export interface PackSettings {
  readonly rules: readonly Rule[];
  readonly waivers: readonly Waiver[];
  /** YYYY-MM-DD. */
  readonly today: string;
}

type Report = (message: string, urn?: string) => void;

const wayOut = ({ level }: Rule): string =>
  level === "advisory" ? "" : " To waive it for a while, with a reason: policy/waivers.yaml.";

/** The rules in CrossGuard's form, and one advisory policy that shows the waivers in use. */
export function policiesOf(settings: PackSettings): Policies {
  const program = new Program();
  return [...settings.rules.map((rule) => policyOf(rule, settings, program)), waiversInUse(settings, program)];
}

/**
 * What the program declares. With `--refresh` the engine (3.259) hands to a stack's policies also what the program no longer declares, as if
 * it were to stay: each refreshed resource is among `deployment.news`, pkg/resource/deploy/step_executor.go. What is declared it has shown
 * before, resource by resource.
 */
class Program {
  private readonly urns = new Set<string>();

  readonly meet = ({ urn }: ResourceValidationArgs): void => void this.urns.add(urn);

  declares({ resources }: StackValidationArgs): Declared[] {
    return resources.filter(({ urn }) => this.urns.has(urn)).map(declared);
  }
}

function policyOf(rule: Rule, settings: PackSettings, program: Program): Policies[number] {
  const common = {
    name: rule.id,
    displayName: rule.title,
    description: `${rule.title}. ${rule.reason}`,
    remediationSteps: rule.mend,
    enforcementLevel: rule.level ?? ("mandatory" as const),
  };
  const tell = (found: readonly Violation[], report: Report) => {
    for (const { message, resource } of found)
      if (!waived(rule, { message, resource }, settings))
        report(`${message} ${rule.mend}${wayOut(rule)}`, resource?.urn);
  };
  if (rule.kind === "stack")
    return {
      ...common,
      validateStack: async (args: StackValidationArgs, report: Report) =>
        tell(await violations(rule, program.declares(args)), report),
    };
  return {
    ...common,
    validateResource: async (args: ResourceValidationArgs, report: Report) =>
      tell(await violations(rule, [declared({ ...args, propertyDependencies: {} })]), (message) => report(message)),
  };
}

/** What a rule finds in these resources. */
export async function violations(rule: Rule, resources: readonly Declared[]): Promise<Violation[]> {
  const mine = resources.filter(({ urn }) => rule.stacks?.includes(stackOf(urn)) ?? true);
  if (rule.kind === "stack") return (rule as StackRule).check(mine);
  return mine
    .filter(({ type }) => rule.types.includes(type))
    .flatMap((resource) => rule.check(resource).map((message) => ({ message, resource })));
}

function waiversInUse(settings: PackSettings, program: Program): Policies[number] {
  return {
    name: "waivers-in-use",
    description: "Violations that policy/waivers.yaml allows for a while. They are shown, and stop nothing.",
    enforcementLevel: "advisory",
    validateResource: program.meet,
    validateStack: async (args, report) => {
      const resources = program.declares(args);
      for (const rule of settings.rules)
        for (const violation of await knownViolations(rule, resources)) {
          const waiver = waived(rule, violation, settings);
          if (waiver)
            report(
              `${rule.id}: ${violation.message} Waived until ${waiver.until}: ${waiver.reason}`,
              violation.resource?.urn,
            );
        }
    },
  };
}

/** None of a rule that needs what nobody knows yet: it says so itself. */
async function knownViolations(rule: Rule, resources: readonly Declared[]): Promise<Violation[]> {
  return violations(rule, resources).catch((error: unknown) => {
    if (isUnknown(error)) return [];
    throw error;
  });
}

function waived(rule: Rule, { message, resource }: Violation, { waivers, today }: PackSettings): Waiver | undefined {
  return waiverFor(waivers, { policy: rule.id, resource: resource?.name, message }, today);
}

function declared({
  type,
  name,
  urn,
  props,
  opts,
  propertyDependencies,
}: Pick<PolicyResource, "type" | "name" | "urn" | "props" | "opts" | "propertyDependencies">): Declared {
  const dependencies = Object.entries(propertyDependencies).map(([property, on]) => [
    property,
    on.map((one) => one.urn),
  ]);
  return {
    ...{ type, name, urn, props, protect: opts.protect },
    propertyDependencies: Object.fromEntries(dependencies) as Record<string, string[]>,
  };
}

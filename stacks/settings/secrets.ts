import * as pulumi from "@pulumi/pulumi";
import { MissingSecrets } from "./errors";
import { type Target } from "./target";

export type Secrets = Readonly<Record<string, pulumi.Output<string>>>;

/**
 * The values of the named secrets, marked as secret. On the real services all missing ones are one error; on the sandbox
 * stand-ins take their place, and that is said.
 */
export function readSecrets(names: readonly string[], target: Target, stack: string): Secrets {
  const config = new pulumi.Config();
  const values = names.map((name) => [name, config.getSecret(name)] as const);
  const missing = values.flatMap(([name, value]) => (value ? [] : [name]));
  if (missing.length > 0 && target === "real") throw new MissingSecrets(stack, missing);
  if (missing.length > 0)
    void pulumi.log.info(`Sandbox: stand-in values are used for the secrets ${missing.join(", ")}.`);
  return Object.fromEntries(
    values.map(([name, value]) => [name, value ?? pulumi.secret(`sandbox-stand-in-for-${name}`)]),
  );
}

import * as pulumi from "@pulumi/pulumi";

/** An output of this stack's last `up`: what the program knows of its own past. Undefined before the first. */
export async function ownOutput(name: string): Promise<unknown> {
  const stack = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
  self ??= new pulumi.StackReference(stack);
  return (await self.getOutputDetails(name)).value as unknown;
}

let self: pulumi.StackReference | undefined;

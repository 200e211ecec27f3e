import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import type { Home } from "./home";

/** Pulumi's file backend wants its folder to exist, and its stacks a passphrase. */
export function makePulumiFolder(home: Home): void {
  mkdirSync(home.path("pulumi", "state"), { recursive: true, mode: 0o700 });
  const passphrase = home.path("pulumi", "passphrase");
  if (!existsSync(passphrase)) writeFileSync(passphrase, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 });
}

import { createHash } from "node:crypto";
import nacl from "tweetnacl";
import type { KeyPair } from "./entities";
import { unprocessable } from "./errors";
import { openSealedBox } from "./sealed-box";
import type { State } from "./state";

/** The key pair of a scope, made when it is first asked for. */
export function keyPairOf(state: State, scope: string): KeyPair {
  const known = state.keys.get(scope);
  if (known) return known;
  const pair = nacl.box.keyPair();
  const keyId = String(BigInt(`0x${createHash("sha256").update(pair.publicKey).digest("hex").slice(0, 15)}`));
  return state.keys.insert({ id: scope, keyId, publicKey: base64(pair.publicKey), secretKey: base64(pair.secretKey) });
}

/** Opens what a client sealed for the scope's public key (libsodium's crypto_box_seal). */
export function openSecret(state: State, scope: string, keyId: string, sealed: string): string {
  const pair = keyPairOf(state, scope);
  if (keyId !== pair.keyId) throw unprocessable("The key_id does not match the public key of this scope");
  const opened = openSealedBox(Buffer.from(sealed, "base64"), bytes(pair.publicKey), bytes(pair.secretKey));
  if (!opened)
    throw unprocessable("Bad request - the encrypted value could not be decrypted with the public key of this scope");
  return Buffer.from(opened).toString("utf8");
}

const base64 = (value: Uint8Array): string => Buffer.from(value).toString("base64");
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "base64"));

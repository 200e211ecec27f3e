import { open } from "tweetnacl-sealedbox-js";

/** Undefined when the box was not sealed for this key, or is no box at all. */
export function openSealedBox(box: Uint8Array, publicKey: Uint8Array, secretKey: Uint8Array): Uint8Array | undefined {
  if (box.length < 48) return undefined;
  return open(new Uint8Array(box), publicKey, secretKey) ?? undefined;
}

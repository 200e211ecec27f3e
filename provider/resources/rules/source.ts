import { type Wrong } from "../../engine/definition";

export function buildSource({ url, path }: { readonly url?: string; readonly path?: string }): Wrong[] {
  if (url !== undefined && path !== undefined) return [{ reason: "it has a url and a path: give one of them" }];
  if (url === undefined && path === undefined) return [{ reason: "it has neither a url nor a path: give one of them" }];
  return [];
}

export function checksum(text: string): Wrong[] {
  if (/^SHA256:[0-9a-f]{64}$/.test(text)) return [];
  return [{ reason: `${JSON.stringify(text)} is not a checksum. Allowed: SHA256: and 64 hexadecimal digits` }];
}

import { readFileSync } from "node:fs";
import { rootCertificates } from "node:tls";

/** Where Debian and Ubuntu, Fedora and Red Hat, Alpine and macOS, and openSUSE keep the authorities that the system trusts. */
const places = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/cert.pem",
  "/etc/ssl/ca-bundle.pem",
];

/** The system's authorities as PEM; Node's own where the system has none. */
export function systemRoots(): string {
  for (const place of places) {
    try {
      return readFileSync(place, "utf8");
    } catch {
      // the next one
    }
  }
  return rootCertificates.join("\n");
}

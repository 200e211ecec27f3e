import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A certificate that signs itself, with its key, in the form in which Heroku takes them. */
export function certificateFor(hostname: string): { certificate_chain: string; private_key: string } {
  const cwd = mkdtempSync(join(tmpdir(), "certificate-"));
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "key", "-out", "cert"];
  const subject = ["-subj", `/CN=${hostname}`, "-addext", `subjectAltName=DNS:${hostname}`, "-days", "30"];
  try {
    execFileSync("openssl", ["req", "-x509", ...key, ...subject], { cwd, stdio: "ignore" });
    const read = (file: string): string => readFileSync(join(cwd, file), "utf8");
    return { certificate_chain: read("cert"), private_key: read("key") };
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

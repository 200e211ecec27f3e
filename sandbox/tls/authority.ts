import { randomBytes, X509Certificate } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { Failure } from "../runtime/machine/failure";
import { tlsFiles } from "./files";
import { systemRoots } from "./system-roots";

/** The certificate of the sandbox's TLS listener could not be made. */
export class CertificateNotMade extends Failure {
  readonly id = "certificate-not-made";
  constructor(reason: string) {
    super(`the certificate for git and \`heroku run\` was not made: ${reason}. Install openssl, then start again`);
  }
}

/** What the TLS listener serves with. Clients trust it by `authorityFile` (or `bundleFile`, the system's authorities too). */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const days = 825;
const soonMs = 14 * 86_400_000;
const names = "subjectAltName=DNS:localhost,DNS:*.localhost,IP:127.0.0.1,IP:::1";

/**
 * The sandbox's certificate for localhost, made at the first start by an authority of its own. The authority's key is thrown away
 * at once: nobody can ever sign another name with what a shell trusts here. Made anew before it expires.
 */
export async function openCertificate(folder: string): Promise<Certificate> {
  const made = read(folder) ?? (await make(folder));
  const { authorityFile, bundleFile } = tlsFiles(folder);
  writeFileSync(bundleFile, `${systemRoots()}\n${readFileSync(authorityFile, "utf8")}`, { mode: 0o600 });
  return made;
}

function read(folder: string): Certificate | undefined {
  const [key, cert] = [join(folder, "server.key"), join(folder, "server.pem")];
  if (![key, cert, tlsFiles(folder).authorityFile].every((file) => existsSync(file))) return undefined;
  const text = readFileSync(cert, "utf8");
  if (Date.parse(new X509Certificate(text).validTo) < Date.now() + soonMs) return undefined;
  return { key: readFileSync(key, "utf8"), cert: text };
}

/** In a folder of its own that then takes its place: a start that is cut off leaves nothing half-made. */
async function make(folder: string): Promise<Certificate> {
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  const authorityConfig =
    "[req]\ndistinguished_name=dn\n[dn]\n[ca]\nbasicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign\nsubjectKeyIdentifier=hash\n";
  writeFileSync(join(unfinished, "ca.cnf"), authorityConfig);
  writeFileSync(join(unfinished, "server.cnf"), `${names}\nextendedKeyUsage=serverAuth\n`);
  const openssl = opensslIn(unfinished);
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  const subject = `/CN=Local sandbox ${randomBytes(4).toString("hex")}`;
  await openssl(
    "req -x509 -config ca.cnf -extensions ca -keyout ca.key -out ca.pem -days",
    String(days),
    "-subj",
    subject,
    ...key,
  );
  await openssl("req -new -config ca.cnf -keyout server.key -out server.csr -subj /CN=localhost", ...key);
  await openssl(
    "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -extfile server.cnf -out server.pem -days",
    String(days),
  );
  for (const file of ["ca.key", "ca.cnf", "ca.srl", "server.csr", "server.cnf"])
    rmSync(join(unfinished, file), { force: true });
  for (const file of ["ca.pem", "server.key", "server.pem"]) chmodSync(join(unfinished, file), 0o600);
  rmSync(folder, { recursive: true, force: true });
  renameSync(unfinished, folder);
  const made = read(folder);
  if (!made) throw new CertificateNotMade("openssl left no certificate");
  return made;
}

function opensslIn(cwd: string): (command: string, ...more: readonly string[]) => Promise<void> {
  const env = { PATH: process.env["PATH"], LC_ALL: "C", RANDFILE: join(cwd, ".rnd") };
  return async (command, ...more) => {
    const result = await execa("openssl", [...command.split(" "), ...more], {
      cwd,
      env,
      extendEnv: false,
      all: true,
      reject: false,
    });
    if (result.failed) throw new CertificateNotMade(String(result.all || result.shortMessage));
  };
}

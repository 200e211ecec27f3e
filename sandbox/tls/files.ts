import { join } from "node:path";

export interface TlsFiles {
  /** The certificate of the sandbox's own authority. */
  readonly authorityFile: string;
  /** The system's authorities, and the sandbox's. */
  readonly bundleFile: string;
}

export const tlsFiles = (folder: string): TlsFiles => ({
  authorityFile: join(folder, "ca.pem"),
  bundleFile: join(folder, "bundle.pem"),
});

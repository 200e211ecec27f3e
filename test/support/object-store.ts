import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { execa } from "execa";
import { provideMinio } from "../../engine/engine";
import { layoutOf } from "../../engine/layout";
import { silentReport } from "../../engine/report";
import { freePort } from "../../sandbox/runtime/machine/ports";
import { temporaryFolder } from "./temporary";

const bucket = "state";

/** MinIO in the place of S3 and of AWS's STS: whoever brings a token of the issuer's for AWS may write to its one bucket. */
export interface ObjectStore {
  /** For `pulumi login`. */
  readonly backendUrl: string;
  /** What such a token is exchanged for. */
  readonly role: string;
  /** Its owner's. */
  readonly key: Readonly<Record<"AWS_ACCESS_KEY_ID" | "AWS_SECRET_ACCESS_KEY", string>>;
  /** What was asked of it so far, by its operations' names in S3: `PutObject .pulumi/stacks/…`. */
  asked(): readonly string[];
  close(): Promise<void>;
}

/** @param issuer who signs the tokens, at work already */
export async function openObjectStore(issuer: string): Promise<ObjectStore> {
  const { result: program } = await provideMinio(layoutOf(process.env), silentReport);
  const folder = temporaryFolder();
  mkdirSync(join(folder, bucket));
  const asked: string[] = [];
  const audit = await listenFor(({ api }) => asked.push(`${api.name} ${api.object ?? ""}`));
  const address = `127.0.0.1:${await freePort()}`;
  const [user, password] = [randomBytes(8).toString("hex"), randomBytes(16).toString("hex")];
  const server = execa(program, ["server", "--address", address, folder], {
    env: {
      HOME: folder,
      MINIO_ROOT_USER: user,
      MINIO_ROOT_PASSWORD: password,
      MINIO_BROWSER: "off",
      MINIO_UPDATE: "off",
      MINIO_AUDIT_WEBHOOK_ENABLE: "on",
      MINIO_AUDIT_WEBHOOK_ENDPOINT: audit.url,
      MINIO_IDENTITY_OPENID_CONFIG_URL: `${issuer}/.well-known/openid-configuration`,
      MINIO_IDENTITY_OPENID_CLIENT_ID: "sts.amazonaws.com",
      MINIO_IDENTITY_OPENID_ROLE_POLICY: "readwrite",
    },
    extendEnv: false,
    reject: false,
    all: true,
  });
  const close = async (): Promise<void> => {
    server.kill();
    await server;
    await audit.close();
  };
  const role = await roleOf(server.all).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    backendUrl: `s3://${bucket}?region=us-east-1&endpoint=${address}&disableSSL=true&s3ForcePathStyle=true`,
    role,
    key: { AWS_ACCESS_KEY_ID: user, AWS_SECRET_ACCESS_KEY: password },
    asked: () => asked,
    close,
  };
}

interface Audited {
  readonly api: { readonly name: string; readonly object?: string };
}

/** Hears of each request, one line of JSON or several. */
async function listenFor(hear: (audited: Audited) => void): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      for (const line of body.split("\n").filter(Boolean)) hear(JSON.parse(line) as Audited);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** It tells the role when it has learnt the issuer's keys. */
async function roleOf(output: NodeJS.ReadableStream): Promise<string> {
  const said: string[] = [];
  for await (const line of createInterface({ input: output })) {
    const role = /arn:minio:iam:::role\/\S+/.exec(line)?.[0];
    if (role) {
      output.resume();
      return role;
    }
    said.push(line);
  }
  throw new Error(`MinIO has ended:\n${said.join("\n")}`);
}

import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { join } from "node:path";
import { getText, putFile } from "../../../../clients/transport";
import { temporaryFolder } from "../../../support/temporary";

describe("a signed URL", () => {
  let server: Server;
  let url: string;
  let answers: number[];
  let received: string[];
  const time = { now: () => 0, sleep: async () => undefined };
  const file = join(temporaryFolder(), "code.tar.gz");
  writeFileSync(file, "the code");

  beforeEach(async () => {
    [answers, received] = [[], []];
    server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        received.push(`${request.method} ${body} ${request.headers.authorization ?? "without a key"}`);
        response.writeHead(answers.shift() ?? 200).end("its text");
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/upload?signature=s3cret`;
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it("takes a file, whole again after a failure of the server, without the key", async () => {
    answers.push(503, 500);
    await putFile(url, file, { time });
    expect(received).toEqual(Array<string>(3).fill("PUT the code without a key"));
  });

  it("that refuses the file is told with the next step, and not shown", async () => {
    answers.push(403);
    const failed = putFile(url, file, { time });
    await expect(failed).rejects.toThrow(
      /Heroku's storage: PUT \(a signed URL\) answered 403.*8 bytes.*run `up` again/,
    );
    await expect(failed).rejects.not.toThrow("s3cret");
    expect(received).toHaveLength(1);
  });

  it("gives its text, or none when it cannot be had", async () => {
    expect(await getText(url)).toBe("its text");
    answers.push(404);
    expect(await getText(url)).toBe("");
  });
});

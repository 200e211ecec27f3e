import { readdirSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { join } from "node:path";
import { NoAnswer, NothingMade } from "../../../../engine/errors";
import { type GoProgram } from "../../../../engine/go/build";
import { alreadyHere } from "../../../../engine/install/already-here";
import { goBuild, officialDownload, onThePath, suits } from "../../../../engine/install/cli";
import { layoutOf } from "../../../../engine/layout";
import { silentReport } from "../../../../engine/report";
import { temporaryFolder, writeProgram } from "../../../support/temporary";

const layout = () => layoutOf({ PULUMI_HOME: temporaryFolder() });

describe("what is already here", () => {
  test("counts only with both the CLI and its language host", async () => {
    const here = layout();
    await expect(alreadyHere(here).attempt(silentReport)).resolves.toBeUndefined();

    writeProgram(here.cli, "");
    await expect(alreadyHere(here).attempt(silentReport)).resolves.toBeUndefined();

    writeProgram(here.languageHost, "");
    await expect(alreadyHere(here).attempt(silentReport)).resolves.toEqual({ program: here.cli, path: [here.bin] });
  });
});

describe("a person's own CLI", () => {
  const own = (version: string, host = true) => {
    const folder = temporaryFolder();
    writeProgram(join(folder, "pulumi"), `echo v${version}`);
    if (host) writeProgram(join(folder, "pulumi-language-nodejs"), "");
    return folder;
  };

  test("is used when it is the pinned version or a later minor", async () => {
    const folder = own("3.999.1");

    const cli = await onThePath(layout(), folder).attempt(silentReport);

    expect(cli?.program).toBe(join(folder, "pulumi"));
  });

  test("is refused with its version when it is older", async () => {
    const attempt = onThePath(layout(), own("3.100.0")).attempt(silentReport);

    await expect(attempt).rejects.toThrow(/is v3\.100\.0; 3\.259\.0 or newer of the same major is needed/);
  });

  test("is refused without a language host for Node", async () => {
    await expect(onThePath(layout(), own("3.259.0", false)).attempt(silentReport)).rejects.toThrow(/no language host/);
  });

  test("is not npm's downloader, which lies on PATH in npm scripts", async () => {
    const folder = join(temporaryFolder(), "node_modules", ".bin");
    writeProgram(join(folder, "pulumi"), "exit 1");

    await expect(onThePath(layout(), folder).attempt(silentReport)).resolves.toBeUndefined();
  });

  test.each([
    ["3.259.0", true],
    ["v3.260.4", true],
    ["3.258.9", false],
    ["4.0.0", false],
    ["nonsense", false],
  ])("version %s suits: %s", (version, expected) => expect(suits(version)).toBe(expected));
});

describe("the official download", () => {
  let server: Server;
  let url: string;
  beforeAll(async () => {
    server = createServer(() => undefined); // never answers
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  test("is given up when the host does not answer, and leaves nothing", async () => {
    const here = layout();
    const installer = [process.execPath, "-e", `fetch(${JSON.stringify(url)})`];

    const attempt = officialDownload(here, { installer, silenceLimit: 400 }).attempt(silentReport);

    await expect(attempt).rejects.toBeInstanceOf(NoAnswer);
    expect(readdirSync(here.home)).toEqual([]);
  });

  test("is not given up while bytes arrive, however long it takes", async () => {
    const here = layout();
    const slow = "for i in 1 2 3 4 5 6 7 8; do printf x >> $PULUMI_HOME/part; sleep 0.1; done";
    const make = "mkdir -p $PULUMI_HOME/versions/3.259.0/bin; f=$PULUMI_HOME/versions/3.259.0/bin/pulumi";
    const installer = ["/bin/sh", "-c", `${slow}; ${make}; echo '#!/bin/sh' > $f; chmod +x $f`];

    await officialDownload(here, { installer, silenceLimit: 400 }).attempt(silentReport);

    expect(readdirSync(here.bin)).toEqual(["pulumi"]);
  });

  test("is a failure when the installer succeeds without making the CLI", async () => {
    const attempt = officialDownload(layout(), { installer: ["/bin/sh", "-c", "true"] }).attempt(silentReport);

    await expect(attempt).rejects.toBeInstanceOf(NothingMade);
  });
});

describe("the Go build", () => {
  test("makes the language host first, so that a CLI in its place means that all is there", async () => {
    const built: string[] = [];
    const build = async ({ module }: GoProgram) => void built.push(module);

    await goBuild(layout(), build).attempt(silentReport);

    expect(built).toEqual(["language-host", "cli"]);
  });

  test("goes on where an interrupted one ended", async () => {
    const here = layout();
    writeProgram(here.languageHost, "");
    const built: string[] = [];

    await goBuild(here, async ({ module }) => void built.push(module)).attempt(silentReport);

    expect(built).toEqual(["cli"]);
  });
});

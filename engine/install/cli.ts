import { realpathSync } from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { parse } from "semver";
import { runCommand } from "../command";
import { NothingMade } from "../errors";
import { bytesBelow, inScratch, isProgram, onPath, putInPlace } from "../files";
import { buildWithGo, type Build } from "../go/build";
import { layoutOf, type Layout } from "../layout";
import { versions } from "../versions";
import { type Way } from "../ways";
import { type Cli, ownCli } from "./already-here";
import { cliProgram, languageHostProgram } from "./programs";

/** The official download is given up after this time without a byte. */
export const DOWNLOAD_SILENCE_MS = 10_000;

/** A person's own CLI: the same major, at least the pinned minor, with a language host beside it or on PATH. */
export function onThePath(layout: Layout, path = process.env.PATH ?? ""): Way<Cli> {
  return {
    name: "a pulumi on PATH",
    remedy: `Install Pulumi ${versions.pulumi} or newer: https://www.pulumi.com/docs/iac/download-install/`,
    attempt: async () => {
      // npm puts node_modules/.bin on PATH, and the `pulumi` there is only the downloader.
      const own = onPath("pulumi", path).find((program) => !realpathSync(program).includes(`${sep}node_modules${sep}`));
      if (own === undefined) return undefined;
      const folder = dirname(realpathSync(own));
      const host =
        isProgram(join(folder, "pulumi-language-nodejs")) || onPath("pulumi-language-nodejs", path).length > 0;
      if (!host) throw new Error(`${own} has no language host for Node beside it`);
      const found = (await runCommand(own, ["version"], { env: environmentFor(layout.home) })).trim();
      if (!suits(found)) throw new Error(`${own} is ${found}; ${versions.pulumi} or newer of the same major is needed`);
      return { program: own, path: [dirname(own), folder] };
    },
  };
}

/** Whether a CLI of this version can run the program. */
export function suits(found: string): boolean {
  const [has, needs] = [parse(found), parse(versions.pulumi)];
  return has !== null && needs !== null && has.major === needs.major && has.minor >= needs.minor;
}

/** What the npm package `pulumi` does when it is started: Pulumi's installer, for exactly the pinned version. */
const officialInstaller = (layout: Layout): readonly string[] => [
  process.execPath,
  join(layout.project, "node_modules", "pulumi", "run.js"),
  "version",
];

/** Pulumi's own download, into a scratch PULUMI_HOME first, so that half a download never counts as an installation. */
export function officialDownload(
  layout: Layout,
  { installer = officialInstaller(layout), silenceLimit = DOWNLOAD_SILENCE_MS } = {},
): Way<Cli> {
  return {
    name: "Pulumi's official download",
    remedy: "Let this machine reach https://get.pulumi.com, or name a proxy (HTTPS_PROXY)",
    attempt: (report) =>
      inScratch(layout.home, async (scratch) => {
        const made = layoutOf({ PULUMI_HOME: scratch }, layout.project);
        const [file, ...args] = installer;
        await runCommand(file!, args, {
          env: { ...environmentFor(scratch), PULUMI_VERSION: versions.pulumi },
          silenceLimit,
          activity: () => bytesBelow(scratch),
          onLine: report.line,
        });
        if (!isProgram(made.cli)) throw new NothingMade(basename(file!), made.cli);
        await putInPlace(made.bin, layout.bin);
        return ownCli(layout);
      }),
  };
}

/** A build of both programs. The language host comes first: a CLI in its place means that all is there. */
export function goBuild(layout: Layout, build: Build = buildWithGo): Way<Cli> {
  return {
    name: "built with Go",
    attempt: async (report) => {
      for (const program of [languageHostProgram(layout), cliProgram(layout)])
        if (!isProgram(program.target)) await build(program, layout, report);
      return ownCli(layout);
    },
  };
}

/** Downloads keep their temporary files where their growth can be seen. */
function environmentFor(home: string): NodeJS.ProcessEnv {
  return { ...process.env, PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "true", TMPDIR: home };
}

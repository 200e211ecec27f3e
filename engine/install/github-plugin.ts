import { join } from "node:path";
import { runCommand } from "../command";
import { NothingMade } from "../errors";
import { bytesBelow, inScratch, isProgram, putInPlace } from "../files";
import { buildWithGo, type Build } from "../go/build";
import { layoutOf, type Layout } from "../layout";
import { versions } from "../versions";
import { type Way } from "../ways";
import { type Cli } from "./already-here";
import { DOWNLOAD_SILENCE_MS } from "./cli";
import { githubPluginProgram } from "./programs";

export function pluginAlreadyHere(layout: Layout): Way<string> {
  return {
    name: "already here",
    attempt: async () => (isProgram(layout.githubPluginProgram) ? layout.githubPluginProgram : undefined),
  };
}

/** `pulumi plugin install`, into a scratch PULUMI_HOME first. */
export function pluginDownload(
  layout: Layout,
  cli: Cli,
  { silenceLimit = DOWNLOAD_SILENCE_MS, extra = [] as readonly string[] } = {},
): Way<string> {
  return {
    name: "pulumi plugin install",
    remedy: "Let this machine reach https://get.pulumi.com and https://github.com, or name a proxy (HTTPS_PROXY)",
    attempt: (report) =>
      inScratch(layout.home, async (scratch) => {
        const args = ["plugin", "install", "resource", "github", versions.githubPlugin, "--non-interactive", ...extra];
        await runCommand(cli.program, args, {
          env: {
            ...process.env,
            PULUMI_HOME: join(scratch, "home"),
            PULUMI_SKIP_UPDATE_CHECK: "true",
            TMPDIR: scratch,
          },
          silenceLimit,
          activity: () => bytesBelow(scratch),
          onLine: report.line,
        });
        const made = layoutOf({ PULUMI_HOME: join(scratch, "home") }, layout.project);
        if (!isProgram(made.githubPluginProgram)) throw new NothingMade("pulumi plugin install", made.githubPlugin);
        await putInPlace(made.githubPlugin, layout.githubPlugin);
        return layout.githubPluginProgram;
      }),
  };
}

export function pluginGoBuild(layout: Layout, build: Build = buildWithGo): Way<string> {
  return {
    name: "built with Go",
    attempt: async (report) => {
      await build(githubPluginProgram(layout), layout, report);
      return layout.githubPluginProgram;
    },
  };
}

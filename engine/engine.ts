import { removeLeftovers } from "./files";
import { type GoProgram } from "./go/build";
import { alreadyHere, type Cli } from "./install/already-here";
import { goBuild, officialDownload, onThePath } from "./install/cli";
import { pluginAlreadyHere, pluginDownload, pluginGoBuild } from "./install/github-plugin";
import { actionlintProgram, actionsRunnerProgram, minioProgram } from "./install/programs";
import { toolAlreadyHere, toolGoBuild } from "./install/tools";
import { type Layout } from "./layout";
import { alone } from "./lock";
import { type Report } from "./report";
import { versions } from "./versions";
import { firstThatWorks, type Reached, type Way } from "./ways";

/**
 * Brings the CLI and its language host onto the machine: what is there, a person's own, Pulumi's download, a build.
 * @throws {NoWayWorked}
 */
export async function provideCli(layout: Layout, report: Report): Promise<Reached<Cli>> {
  return provide(`Pulumi ${versions.pulumi}`, layout, report, {
    here: [alreadyHere(layout), onThePath(layout)],
    elsewhere: [officialDownload(layout), goBuild(layout)],
  });
}

/** Brings the GitHub plugin onto the machine. @throws {NoWayWorked} */
export async function provideGithubPlugin(layout: Layout, cli: Cli, report: Report): Promise<Reached<string>> {
  return provide(`The GitHub plugin ${versions.githubPlugin}`, layout, report, {
    here: [pluginAlreadyHere(layout)],
    elsewhere: [pluginDownload(layout, cli), pluginGoBuild(layout)],
  });
}

/** Brings what runs the jobs of workflows onto the machine: what is there, a build (about a minute). @throws {NoWayWorked} */
export async function provideActionsRunner(layout: Layout, report: Report): Promise<Reached<string>> {
  return provideTool(`The Actions runner, act ${versions.act}`, actionsRunnerProgram(layout), layout, report);
}

/** Brings what lints workflows onto the machine: what is there, a build (some 20 seconds). @throws {NoWayWorked} */
export async function provideActionlint(layout: Layout, report: Report): Promise<Reached<string>> {
  return provideTool(`actionlint ${versions.actionlint}`, actionlintProgram(layout), layout, report);
}

/** Brings an object store that speaks as S3 does onto the machine: what is there, a build (some two minutes). @throws {NoWayWorked} */
export async function provideMinio(layout: Layout, report: Report): Promise<Reached<string>> {
  return provideTool(`MinIO ${versions.minio}`, minioProgram(layout), layout, report);
}

function provideTool(part: string, program: GoProgram, layout: Layout, report: Report): Promise<Reached<string>> {
  return provide(part, layout, report, {
    here: [toolAlreadyHere(program)],
    elsewhere: [toolGoBuild(program, layout)],
  });
}

/** Ways that make something are tried by one set-up at a time; one that waited looks again at what is here. */
async function provide<Result>(
  part: string,
  layout: Layout,
  report: Report,
  { here, elsewhere }: { here: Way<Result>[]; elsewhere: Way<Result>[] },
): Promise<Reached<Result>> {
  const found = await here[0]!.attempt(report);
  if (found !== undefined) return { way: here[0]!.name, result: found };
  return alone(layout.home, report, async () => {
    removeLeftovers(layout.home);
    return firstThatWorks(part, [...here, ...elsewhere], report);
  });
}

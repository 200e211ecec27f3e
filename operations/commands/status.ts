import { type Command } from "commander";
import pc from "picocolors";
import { GitHubClient } from "../../clients/github";
import { table } from "../../engine/table";
import { type Context } from "../context";
import { exitCodes } from "../errors";
import { ownRepositoryName } from "../git/own-name";
import { type Finding, type HealthFacts, judge, type Level, worst } from "../plans/health";
import { gatherHealthFacts } from "../steps/gather-health-facts";
import { withCommonOptions } from "./common-options";
import { project, withSession, type CommonOptions, type Invocation } from "./session";

const marks: Readonly<Record<Level, string>> = {
  ok: pc.green("ok  "),
  unseen: pc.dim("-   "),
  warning: pc.yellow("WARN"),
  critical: pc.red("BAD "),
};

export function addStatusCommand(program: Command, invocation: Invocation): void {
  withCommonOptions(program.command("status"))
    .description("how production is, on one screen; exit code 5 when something needs a person")
    .action((options: CommonOptions) =>
      withSession(invocation, options, async (context) => {
        const findings = judge(await facts(context, invocation));
        const level = worst(findings);
        for (const line of table(findings.map(row))) context.output.line(line);
        context.output.result({ app: context.app.name, target: context.target.kind, level, findings });
        return level === "ok" ? exitCodes.done : exitCodes.unhealthy;
      }),
    );
}

async function facts(context: Context, { env }: Invocation): Promise<HealthFacts> {
  const own = ownRepository(context, env);
  try {
    return await gatherHealthFacts(context, own);
  } finally {
    await own?.close();
  }
}

function ownRepository({ target }: Context, env: Invocation["env"]): GitHubClient | undefined {
  const repository = ownRepositoryName(env, project, target);
  const token = env["REPORT_TOKEN"] || env["GITHUB_TOKEN"];
  return repository && token ? new GitHubClient({ apiUrl: target.github, token, repository }) : undefined;
}

const row = ({ level, what, text }: Finding) => [`${marks[level]} ${what}`, text];

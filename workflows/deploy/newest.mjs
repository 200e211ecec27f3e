import { github, variable } from "./api.mjs";

/** https://docs.github.com/actions/how-tos/manage-workflow-runs/skip-workflow-runs */
const withoutRun = /\[(skip ci|ci skip|no ci|skip actions|actions skip)\]|\n\nskip-checks: ?true\s*$/;

/** The commits on the branch since this run's, without those that ask for no run: nobody else would deploy this one. */
export async function newerCommits() {
  const { commits } = await github("GET", `/compare/${variable("GITHUB_SHA")}...${variable("GITHUB_REF_NAME")}`);
  return commits.filter((each) => !withoutRun.test(each.commit.message)).map((each) => each.sha);
}

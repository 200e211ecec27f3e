/**
 * Tells the team how master stands. With SLACK_API_KEY in Slack; without it, or when Slack does not take it, a red master is an issue:
 * opened once, brought up to date, and closed by the next green one.
 */
import { github, step, variable } from "./api.mjs";
import { newerCommits } from "./newest.mjs";

const branch = variable("GITHUB_REF_NAME");
const title = `${branch} is red`;

step(async () => {
  const results = Object.entries(JSON.parse(variable("RESULTS"))).map(([job, { result }]) => ({ job, result }));
  const troubles = [jobsThat(results, "failure", "failed"), await stopped(results)].filter(Boolean);
  const url = `${variable("GITHUB_SERVER_URL")}/${variable("GITHUB_REPOSITORY")}/actions/runs/${variable("GITHUB_RUN_ID")}`;
  const commit = variable("GITHUB_SHA").slice(0, 8);
  const red = troubles.length > 0;
  if (!red && process.env.DEPLOYED !== "true") return console.log("Nothing was deployed, as a newer commit is to be.");
  const text = red ? `${troubles.join(", ")} for ${commit} on ${branch}: ${url}` : `${commit} is deployed: ${url}`;
  console.log(text);
  const told = await toldSlack(text);
  if (red && !told) await openIssue(text);
  if (!red) await closeIssue(text);
});

function jobsThat(results, wanted, verb) {
  const jobs = results.filter(({ result }) => result === wanted).map(({ job }) => job);
  return jobs.length > 0 && `${jobs.join(", ")} ${verb}`;
}

/** GitHub cancels a job that takes too long, and people cancel; of a branch that has moved on, the newer run tells. */
async function stopped(results) {
  const text = jobsThat(results, "cancelled", "ended early (cancelled, or out of time)");
  return text && (await newerCommits()).length === 0 && text;
}

async function toldSlack(text) {
  const key = process.env.SLACK_API_KEY;
  if (!key) return false;
  const url = `${process.env.SLACK_API_URL || "https://slack.com/api"}/chat.postMessage`;
  try {
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json; charset=utf-8" };
    const body = JSON.stringify({ channel: variable("SLACK_CHANNEL"), text });
    const answer = await (
      await fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(20_000) })
    ).json();
    if (answer.ok) return true;
    throw new Error(answer.error ?? JSON.stringify(answer));
  } catch (error) {
    console.log(`::warning::Slack did not take the message: ${error.message}`);
    return false;
  }
}

async function found() {
  const issues = await github("GET", "/issues?state=open&per_page=100");
  return issues.find((issue) => issue.title === title);
}

async function openIssue(text) {
  const issue = await found();
  if (issue) await github("POST", `/issues/${issue.number}/comments`, { body: { body: text } });
  else await github("POST", "/issues", { body: { title, body: text } });
}

async function closeIssue(text) {
  const issue = await found();
  if (!issue) return;
  await github("POST", `/issues/${issue.number}/comments`, { body: { body: text } });
  await github("PATCH", `/issues/${issue.number}`, { body: { state: "closed" } });
}

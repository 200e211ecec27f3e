import { github, ifFound } from "./api.mjs";

/** A git ref that whoever works on production holds meanwhile: its commit tells who, and why. */
const lock = "penny/lock";

/** Throws while somebody holds the lock. */
export async function refuseWhenLocked() {
  const ref = await ifFound(github("GET", `/git/ref/${lock}`));
  if (!ref) return;
  const { message, committer } = await github("GET", `/git/commits/${ref.object.sha}`);
  const { owner = "Somebody", reason = message.split("\n")[0], since = committer.date } = recordIn(message);
  throw new Error(
    `${owner} holds the lock since ${since}: ${reason}. Nothing was deployed. Start this run again when the lock is given back; ` +
      "`bin/penny status` shows it, `bin/penny unlock` removes one that is left behind.",
  );
}

function recordIn(message) {
  try {
    return JSON.parse(message.slice(message.indexOf("\n\n") + 2));
  } catch {
    return {};
  }
}

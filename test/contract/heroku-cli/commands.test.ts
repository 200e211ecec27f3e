import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What whoever works with Heroku does with its CLI, by topic; `index` is the topic's own command. */
const promised: Readonly<Record<string, readonly string[]>> = {
  apps: ["index", "info", "create", "rename", "destroy"],
  config: ["index", "get", "set", "unset"],
  addons: ["index", "create", "upgrade", "attach", "detach", "destroy", "info", "wait"],
  pg: ["info", "promote", "credentials", "wait"],
  "pg:backups": [
    "index",
    "capture",
    "restore",
    "schedule",
    "schedules",
    "unschedule",
    "url",
    "download",
    "info",
    "cancel",
    "delete",
  ],
  ps: ["index", "scale", "resize", "restart", "stop"],
  run: ["index", "detached"],
  releases: ["index", "info", "output", "rollback"],
  logs: ["index"],
  pipelines: ["create", "add", "promote"],
  domains: ["index", "add", "remove"],
  certs: ["index", "add", "remove"],
  drains: ["index", "add", "remove"],
  webhooks: ["index", "add", "remove", "deliveries"],
  features: ["index", "info", "enable", "disable"],
  access: ["index", "add", "remove"],
  maintenance: ["index", "on", "off"],
  buildpacks: ["index", "add", "set", "clear"],
  authorizations: ["index", "create", "rotate", "revoke"],
  git: ["remote", "clone"],
};

describe("the suite of the heroku CLI", () => {
  it.each(
    Object.entries(promised).flatMap(([topic, names]) =>
      names.map((name) => (name === "index" ? topic : `${topic}:${name}`)),
    ),
  )("runs heroku %s", (command) => {
    const tests = readdirSync(__dirname).filter((file) => join(__dirname, file) !== __filename);
    const text = tests.map((file) => readFileSync(join(__dirname, file), "utf8")).join("\n");
    expect(text).toMatch(new RegExp(`(heroku\\(\\s*"|"heroku", \\["|heroku )${command}["\\s]`));
  });
});

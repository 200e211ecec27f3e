import { join } from "node:path";
import { PolicyPack } from "@pulumi/policy";
import { policiesOf } from "./pack";
import { rules } from "./rules";
import { readWaivers } from "./waivers";

const waivers = readWaivers(
  join(__dirname, "waivers.yaml"),
  rules.map(({ id }) => id),
);
new PolicyPack("penny", { policies: policiesOf({ rules, waivers, today: new Date().toISOString().slice(0, 10) }) });

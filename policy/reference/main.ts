import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../rules";
import { reference } from "./text";

writeFileSync(join(__dirname, "../../docs/reference/policies.md"), reference(rules));

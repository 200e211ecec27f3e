import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { coverageDocument } from "./coverage";

/** `npm run reference`: writes the sandbox's coverage into docs/reference. */
const file = join(__dirname, "../../docs/reference/sandbox-coverage.md");
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, coverageDocument());

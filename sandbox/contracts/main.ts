import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { coverageDocument } from "./coverage";
import { githubCoverageDocument } from "./coverage-github";

/** `npm run reference`: writes the sandbox's coverage into docs/reference. */
const folder = join(__dirname, "../../docs/reference");
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "sandbox-coverage.md"), coverageDocument());
writeFileSync(join(folder, "sandbox-coverage-github.md"), githubCoverageDocument());

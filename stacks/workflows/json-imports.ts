import { register } from "node:module";

const hook = `
import { readFile } from "node:fs/promises";
export const load = async (url, context, next) =>
  /\\/@actions\\/[^/]+\\/dist\\/.*\\.json$/.test(url)
    ? { format: "module", shortCircuit: true, source: "export default " + (await readFile(new URL(url), "utf8")) }
    : next(url, context);
`;

/** Lets GitHub's packages import JSON without the attribute for which Node asks. */
export const allowJsonImports = (): void => register(`data:text/javascript,${encodeURIComponent(hook)}`);

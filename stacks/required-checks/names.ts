import { UnusableWorkflow } from "./errors";
import { type Expressions, type Knowledge, unknown } from "./expressions";
import { type Cell, matrixCells } from "./matrix";
import { readAs, withoutTexts } from "./runs";
import { isMapping, type Job } from "./workflow";

/** GitHub cuts longer names; where exactly, it does not say. */
const longest = 100;

/** The names of a job's checks: one, or one a cell of its matrix. */
export function checkNames(job: Job, expressions: Expressions, knowledge: Knowledge): string[] {
  return readAs(job, () => {
    const names = cellsOf(job, expressions, knowledge).map((cell) => nameOf(job, cell, expressions, knowledge));
    names.forEach((name) => refuseUnclear(job, name));
    return names;
  });
}

function cellsOf(job: Job, expressions: Expressions, knowledge: Knowledge): (Cell | undefined)[] {
  if (job.matrix === undefined) return [undefined];
  const matrix = expressions.fill(job.matrix, knowledge);
  if (!isMapping(matrix) || Object.values(matrix).some((axis) => !Array.isArray(axis)))
    throw new UnusableWorkflow(
      job.place,
      `The matrix of jobs.${job.id}, or a part of it, is an expression or no list: the names of its checks are known only when it runs. Write the matrix out.`,
    );
  const cells = matrixCells(matrix);
  if (cells.length === 0)
    throw new UnusableWorkflow(job.place, `The matrix of jobs.${job.id} has no cell: GitHub does not run such a job.`);
  return cells;
}

function nameOf(job: Job, cell: Cell | undefined, expressions: Expressions, knowledge: Knowledge): string {
  const template = job.name ?? job.id;
  const contexts = { ...knowledge.contexts, ...(cell && { matrix: cell }) };
  const filled = expressions.fill(template, { ...knowledge, contexts });
  if (filled === unknown)
    throw new UnusableWorkflow(
      job.place,
      `The name of jobs.${job.id}, \`${template}\`, is known only when it runs. Use plain text and \`\${{ matrix.<axis> }}\`.`,
    );
  const name = String(filled ?? "");
  return cell === undefined || tellsCell(job, template) ? name : `${name} (${suffix(job, cell)})`;
}

/** Whether the name itself says which cell it is; GitHub adds the cell's values to a name without any expression. */
function tellsCell(job: Job, template: string): boolean {
  const expressions = [...template.matchAll(/\$\{\{(.*?)\}\}/gs)].map(([, source]) => withoutTexts(source!));
  if (expressions.length === 0) return false;
  if (expressions.some((source) => /\bmatrix\b/i.test(source))) return true;
  throw new UnusableWorkflow(
    job.place,
    `The name of jobs.${job.id}, \`${template}\`, does not tell its matrix's cells apart: how GitHub then names its checks is not documented. Add \`\${{ matrix.<axis> }}\`, or use plain text.`,
  );
}

/** What GitHub writes into the brackets of a check's name. */
function suffix(job: Job, cell: Cell): string {
  const values = Object.values(cell);
  const unclear = values.find((value) => value === null || value === "" || typeof value === "object");
  if (unclear !== undefined)
    throw new UnusableWorkflow(
      job.place,
      `The matrix of jobs.${job.id} has lists, mappings or nothing as values: how GitHub names its checks is not documented. Name the job by \`\${{ matrix.<axis> }}\` or \`\${{ matrix.<axis>.<key> }}\`.`,
    );
  return values.map(String).join(", ");
}

function refuseUnclear({ place, id }: Job, name: string): void {
  if (name === "" || name !== name.trim() || name.includes("\n"))
    throw new UnusableWorkflow(
      place,
      `jobs.${id} would report a check called ${JSON.stringify(name)}. Write it in one line, without space around it.`,
    );
  if (name.length > longest)
    throw new UnusableWorkflow(
      place,
      `The check \`${name}\` of jobs.${id} has ${name.length} characters: GitHub cuts it after about ${longest}. Give the job a shorter name.`,
    );
}

import { UnusableWorkflow } from "./errors";
import { type Expressions, type Knowledge, unknown } from "./expressions";
import { type Cell, matrixCells } from "./matrix";
import { readAs } from "./runs";
import { isMapping, type Job } from "./workflow";

/** GitHub cuts longer names; where exactly, it does not say. */
const longest = 100;

/** The names of a job's checks: one, or one a cell of its matrix. */
export function checkNames(file: string, job: Job, expressions: Expressions, knowledge: Knowledge): string[] {
  return readAs(file, job, () => {
    const names = cellsOf(file, job, expressions, knowledge).map((cell) =>
      nameOf(file, job, cell, expressions, knowledge),
    );
    const long = names.find((name) => name.length > longest);
    if (long)
      throw new UnusableWorkflow(
        file,
        `The check \`${long}\` of jobs.${job.id} has ${long.length} characters: GitHub cuts it after about ${longest}. Give the job a shorter name.`,
      );
    return names;
  });
}

function cellsOf(file: string, job: Job, expressions: Expressions, knowledge: Knowledge): (Cell | undefined)[] {
  if (job.matrix === undefined) return [undefined];
  const matrix = expressions.fill(job.matrix, knowledge);
  if (!isMapping(matrix) || Object.values(matrix).some((axis) => !Array.isArray(axis)))
    throw new UnusableWorkflow(
      file,
      `The matrix of jobs.${job.id} is an expression: the names of its checks are known only when it runs. Write the matrix out.`,
    );
  const cells = matrixCells(matrix);
  if (cells.length === 0)
    throw new UnusableWorkflow(file, `The matrix of jobs.${job.id} has no cell: GitHub does not run such a job.`);
  return cells;
}

function nameOf(
  file: string,
  job: Job,
  cell: Cell | undefined,
  expressions: Expressions,
  knowledge: Knowledge,
): string {
  const template = job.name ?? job.id;
  const contexts = { ...knowledge.contexts, ...(cell && { matrix: cell }) };
  const filled = expressions.fill(template, { ...knowledge, contexts });
  if (filled === unknown)
    throw new UnusableWorkflow(
      file,
      `The name of jobs.${job.id}, \`${template}\`, is known only when it runs. Use plain text and \`\${{ matrix.<axis> }}\`.`,
    );
  const name = String(filled ?? "");
  return cell === undefined || /\$\{\{[^}]*\bmatrix\b/.test(template) ? name : `${name} (${suffix(file, job, cell)})`;
}

/** What GitHub writes into the brackets of a check's name. */
function suffix(file: string, job: Job, cell: Cell): string {
  const values = Object.values(cell);
  if (values.some((value) => typeof value === "object" && value !== null))
    throw new UnusableWorkflow(
      file,
      `The matrix of jobs.${job.id} has lists or mappings as values: how GitHub names its checks is not documented. Name the job by \`\${{ matrix.<axis>.<key> }}\`.`,
    );
  return values.map((value) => String(value ?? "")).join(", ");
}

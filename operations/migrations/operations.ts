import { type RawOperation } from "./answers";

/** Data that goes: `applying` lost it when the migration ran, and no way back brings it again; `reversing` would lose it. */
export interface Loss {
  readonly when: "applying" | "reversing";
  /** `possible`: it depends on code or SQL, or on the values. */
  readonly certainty: "certain" | "possible";
  readonly text: string;
}

/** An operation on the database; what SeparateDatabaseAndState wraps stands here by itself. */
export interface Operation {
  /** The name of Django's class, or null for any other. */
  readonly name: string | null;
  readonly text: string;
  readonly line: number;
  /** `noop`: Django goes back over it and changes nothing, so what it did to the data stays. */
  readonly reversible: "yes" | "noop" | "no" | "unknown";
  readonly losses: readonly Loss[];
  /** Why going back over it can fail with some data. */
  readonly mayFail?: string;
}

type Facts = Pick<Operation, "reversible" | "losses" | "mayFail">;

const certain = (when: Loss["when"], text: string): Loss => ({ when, certainty: "certain", text });
const possible = (when: Loss["when"], text: string): Loss => ({ when, certainty: "possible", text });

/** Takes the argument that is `keyword` or stands at `position`; both are as Django's documentation has them. */
const argument = ({ arguments: given }: RawOperation, keyword: string, position: number): string =>
  given[keyword] ?? given[String(position)] ?? "?";
const column = (raw: RawOperation) => `${argument(raw, "model_name", 0)}.${argument(raw, "name", 1)}`;

const harmless = (): Facts => ({ reversible: "yes", losses: [] });
const checkedAgain = (mayFail: string) => (): Facts => ({ reversible: "yes", losses: [], mayFail });

/** By the second argument; without one Django refuses to go back. */
const byReverse: Record<NonNullable<RawOperation["reverse"]>, Operation["reversible"]> = {
  given: "yes",
  noop: "noop",
  missing: "no",
  raises: "no",
  unknown: "unknown",
};

function ownCode({ name, reverse = "unknown" }: RawOperation): Facts {
  const what = name === "RunSQL" ? "its SQL" : "its Python code";
  const losses = [possible("applying", `${what} may have changed or removed data`)];
  if (reverse === "given") losses.push(possible("reversing", `its reverse may change or remove data`));
  return { reversible: byReverse[reverse], losses };
}

const table = (raw: RawOperation) => argument(raw, "name", 0);
const comesBackEmpty = "comes back without its values";

/** Django's own operations (docs.djangoproject.com/en/stable/ref/migration-operations/). What is not here is unknown. */
const facts: Readonly<Record<string, (raw: RawOperation) => Facts>> = {
  CreateModel: (raw) => ({
    reversible: "yes",
    losses: raw.table === false ? [] : [certain("reversing", `the table of ${table(raw)} goes, with all its rows`)],
  }),
  DeleteModel: (raw) => ({
    reversible: "yes",
    losses: [certain("applying", `the table of ${table(raw)} went, with all its rows; it comes back empty`)],
  }),
  AddField: (raw) => ({
    reversible: "yes",
    losses: [certain("reversing", `the column ${column(raw)} goes, with all its values`)],
  }),
  RemoveField: (raw) => ({
    reversible: "yes",
    losses: [certain("applying", `the column ${column(raw)} went, with all its values; it ${comesBackEmpty}`)],
    mayFail: `the column ${column(raw)} must be made again for the rows that exist, and has no values for them`,
  }),
  AlterField: (raw) => ({
    reversible: "yes",
    losses: [
      possible("applying", `values of ${column(raw)} may have been changed to the new type`),
      possible("reversing", `values of ${column(raw)} may be changed to the earlier type`),
    ],
    mayFail: `values written since may not fit the earlier form of ${column(raw)}`,
  }),
  AlterOrderWithRespectTo: () => ({
    reversible: "yes",
    losses: [
      possible("applying", "the order of rows may have gone"),
      possible("reversing", "the order of rows may go"),
    ],
  }),
  RemoveConstraint: checkedAgain("rows written since may violate the constraint that comes back"),
  AlterUniqueTogether: checkedAgain("rows written since may not be unique as they had to be before"),
  RemoveIndex: harmless,
  RunPython: ownCode,
  RunSQL: ownCode,
};

const withoutData = [
  "RenameModel",
  "AlterModelTable",
  "AlterModelTableComment",
  "AlterIndexTogether",
  "RenameField",
  "AddIndex",
  "RenameIndex",
  "AddConstraint",
  "AlterConstraint",
  "AlterModelOptions",
  "AlterModelManagers",
  "AddIndexConcurrently",
  "RemoveIndexConcurrently",
  "AddConstraintNotValid",
  "ValidateConstraint",
  "CreateCollation",
  "RemoveCollation",
];

/** Going back drops the extension; PostgreSQL refuses while a column or an index uses it. */
const extensions = [
  "CreateExtension",
  "BloomExtension",
  "BtreeGinExtension",
  "BtreeGistExtension",
  "CITextExtension",
  "CryptoExtension",
  "HStoreExtension",
  "TrigramExtension",
  "UnaccentExtension",
];

function factsOf(raw: RawOperation): Facts {
  const { name } = raw;
  if (name === null) return { reversible: "unknown", losses: [] };
  if (withoutData.includes(name)) return harmless();
  if (extensions.includes(name)) return checkedAgain("the extension goes, which fails while something uses it")();
  return Object.hasOwn(facts, name) ? (facts[name]?.(raw) ?? harmless()) : { reversible: "unknown", losses: [] };
}

/** What each of a migration's operations means for going back. */
export function operationsOf(raws: readonly RawOperation[]): Operation[] {
  return raws.flatMap((raw) =>
    raw.name === "SeparateDatabaseAndState"
      ? operationsOf(raw.database ?? [])
      : [{ name: raw.name, text: raw.text, line: raw.line, ...factsOf(raw) }],
  );
}

import { stableUuid } from "../stable-uuid";

/** A size of dyno, as Heroku's price list of 2025 has it. */
export interface DynoSize {
  readonly id: string;
  readonly name: string;
  readonly memoryGb: number;
  /** Relative share of CPU. */
  readonly compute: number;
  readonly dedicated: boolean;
  readonly centsPerMonth: number;
  readonly privateSpaceOnly: boolean;
}

const size = (
  name: string,
  memoryGb: number,
  compute: number,
  dollars: number,
  place: { dedicated?: boolean; privateSpaceOnly?: boolean } = {},
): DynoSize => ({
  id: stableUuid(`dyno-size:${name}`),
  name,
  memoryGb,
  compute,
  dedicated: place.dedicated ?? false,
  centsPerMonth: dollars * 100,
  privateSpaceOnly: place.privateSpaceOnly ?? false,
});
const dedicated = { dedicated: true };

export const dynoSizes: readonly DynoSize[] = [
  size("Eco", 0.5, 1, 5),
  size("Basic", 0.5, 1, 7),
  size("Standard-1X", 0.5, 1, 25),
  size("Standard-2X", 1, 2, 50),
  size("Performance-M", 2.5, 12, 250, dedicated),
  size("Performance-L", 14, 50, 500, dedicated),
  size("Performance-L-RAM", 30, 24, 500, dedicated),
  size("Performance-XL", 62, 50, 750, dedicated),
  size("Performance-2XL", 126, 100, 1500, dedicated),
];

/** Canonical size by its id or its name in any case. */
export function findDynoSize(idOrName: string): DynoSize | undefined {
  const wanted = idOrName.toLowerCase();
  return dynoSizes.find((candidate) => candidate.id === wanted || candidate.name.toLowerCase() === wanted);
}

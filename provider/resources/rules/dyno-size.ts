import { type Wrong } from "../../engine/definition";

/** https://devcenter.heroku.com/articles/dyno-types; Fir's are dyno-<cores>c-<memory>gb. */
const sizes = [
  "Eco",
  "Basic",
  "Standard-1X",
  "Standard-2X",
  "Performance-M",
  "Performance-L",
  "Performance-L-RAM",
  "Performance-XL",
  "Performance-2XL",
  "Private-S",
  "Private-M",
  "Private-L",
  "Private-L-RAM",
  "Private-XL",
  "Private-2XL",
  "Shield-S",
  "Shield-M",
  "Shield-L",
  "Shield-XL",
  "Shield-2XL",
];
const fir = /^dyno-\d+c-\d+(\.\d+)?gb$/;

/** The spelling in which Heroku answers: `standard-1x` is `Standard-1X`. */
export function canonicalDynoSize(size: string): string {
  const lower = size.toLowerCase();
  return sizes.find((known) => known.toLowerCase() === lower) ?? (fir.test(lower) ? lower : size);
}

export function dynoSize(size: string): Wrong[] {
  const canonical = canonicalDynoSize(size);
  if (sizes.includes(canonical) || fir.test(canonical)) return [];
  return [
    {
      reason: `${JSON.stringify(size)} is not a dyno size. Allowed: ${sizes.join(", ")}, and Fir's such as dyno-1c-0.5gb`,
    },
  ];
}

/** Heroku runs one dyno of these for a process type, https://devcenter.heroku.com/articles/scaling#change-the-number-of-dynos */
const single = ["Eco", "Basic"];

/** Why so many dynos of that size cannot run; undefined when they can, or when one of the two is not known. */
export function tooManyDynos(size = "", quantity = 0): string | undefined {
  const canonical = canonicalDynoSize(size);
  if (!single.includes(canonical) || quantity <= 1) return undefined;
  return `${quantity} dynos of the size ${canonical} cannot run: Heroku runs one for a process type. Declare a size from Standard-1X on, or quantity 1`;
}

import { randomBytes, randomInt } from "node:crypto";

const adjectives = [
  "amber",
  "brisk",
  "calm",
  "curved",
  "dusty",
  "eager",
  "floating",
  "gentle",
  "hidden",
  "jagged",
  "lively",
  "mellow",
  "noble",
  "polar",
  "quiet",
  "rugged",
  "silent",
  "sunny",
  "tidal",
  "vivid",
];
const nouns = [
  "anchorage",
  "basin",
  "brook",
  "canyon",
  "cliff",
  "dune",
  "fjord",
  "forest",
  "garden",
  "harbor",
  "island",
  "lagoon",
  "meadow",
  "oasis",
  "peak",
  "prairie",
  "ravine",
  "shore",
  "spire",
  "valley",
];
const colors = [
  "AMBER",
  "AQUA",
  "BLACK",
  "BLUE",
  "BRONZE",
  "BROWN",
  "CHARCOAL",
  "COBALT",
  "COPPER",
  "CRIMSON",
  "CYAN",
  "GOLD",
  "GRAY",
  "GREEN",
  "IVORY",
  "JADE",
  "MAROON",
  "MAUVE",
  "NAVY",
  "OLIVE",
  "ONYX",
  "ORANGE",
  "PINK",
  "PUCE",
  "PURPLE",
  "RED",
  "ROSE",
  "SILVER",
  "TEAL",
  "VIOLET",
  "WHITE",
  "YELLOW",
];

const pick = (words: readonly string[]): string => words[randomInt(words.length)] as string;
const number = (): string => String(randomInt(10_000, 100_000));

/** The first name that is free. */
function free(make: () => string, taken: (name: string) => boolean): string {
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    const name = make();
    if (!taken(name)) return name;
  }
  throw new Error("no free name was found in 1000 attempts");
}

/** `quiet-harbor-48213` */
export const newAppName = (taken: (name: string) => boolean): string =>
  free(() => `${pick(adjectives)}-${pick(nouns)}-${number()}`, taken);

/** `postgresql-curved-48213` */
export const newAddonName = (prefix: string, taken: (name: string) => boolean): string =>
  free(() => `${prefix}-${pick(adjectives)}-${number()}`, taken);

/** `curved-48213`: a certificate's name. */
export const newEndpointName = (): string => `${pick(adjectives)}-${number()}`;

/** `curved-harbor-1f0a….herokudns.com`: what a custom domain's DNS record points to. */
export const newDnsTarget = (): string =>
  `${pick(adjectives)}-${pick(nouns)}-${randomBytes(12).toString("hex")}.herokudns.com`;

/** `HEROKU_POSTGRESQL_MAUVE`: a further attachment's name. */
export const newColorName = (service: string, taken: (name: string) => boolean): string => {
  const prefix = service.toUpperCase().replaceAll("-", "_");
  const left = colors.filter((color) => !taken(`${prefix}_${color}`));
  return left.length > 0 ? `${prefix}_${pick(left)}` : free(() => `${prefix}_${pick(colors)}_${number()}`, taken);
};

/** `4821` in `run.4821` */
export const newDynoNumber = (taken: (number: number) => boolean): number => {
  for (;;) {
    const candidate = randomInt(1000, 10_000);
    if (!taken(candidate)) return candidate;
  }
};

export const newSecret = (bytes = 24): string => randomBytes(bytes).toString("base64url");

/** In the form of Heroku's present API keys. */
export const newToken = (): string => `HRKU-AA${randomBytes(44).toString("base64url").slice(0, 58)}`;

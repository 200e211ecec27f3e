import { stableUuid } from "../stable-uuid";

/** Stacks, regions and generations, as Heroku has them. */

export interface Stack {
  readonly id: string;
  readonly name: string;
  readonly default: boolean;
  readonly state: "public" | "beta" | "deprecated";
}

const stack = (name: string, state: Stack["state"] = "public", isDefault = false): Stack => ({
  id: stableUuid(`stack:${name}`),
  name,
  default: isDefault,
  state,
});

export const stacks: readonly Stack[] = [stack("heroku-22"), stack("heroku-24", "public", true), stack("container")];

export interface Region {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly locale: string;
  readonly description: string;
  readonly privateCapable: boolean;
  readonly provider: string;
}

const region = (
  name: string,
  description: string,
  country: string,
  locale: string,
  provider: string,
  privateCapable = true,
): Region => ({ id: stableUuid(`region:${name}`), name, description, country, locale, provider, privateCapable });

export const regions: readonly Region[] = [
  region("us", "United States", "United States", "Virginia", "us-east-1", false),
  region("eu", "Europe", "Ireland", "Dublin", "eu-west-1", false),
  region("virginia", "Virginia, United States", "United States", "Virginia", "us-east-1"),
  region("oregon", "Oregon, United States", "United States", "Oregon", "us-west-2"),
  region("dublin", "Dublin, Ireland", "Ireland", "Dublin", "eu-west-1"),
  region("frankfurt", "Frankfurt, Germany", "Germany", "Frankfurt", "eu-central-1"),
  region("london", "London, United Kingdom", "United Kingdom", "London", "eu-west-2"),
  region("montreal", "Montreal, Canada", "Canada", "Montreal", "ca-central-1"),
  region("mumbai", "Mumbai, India", "India", "Mumbai", "ap-south-1"),
  region("singapore", "Singapore", "Singapore", "Singapore", "ap-southeast-1"),
  region("sydney", "Sydney, Australia", "Australia", "Sydney", "ap-southeast-2"),
  region("tokyo", "Tokyo, Japan", "Japan", "Tokyo", "ap-northeast-1"),
];

/** The generation of every app here: the older platform; its successor needs a private space. */
export const cedar = { id: stableUuid("generation:cedar"), name: "cedar" };

/** By id or name. */
export const findStack = (idOrName: string): Stack | undefined =>
  stacks.find(({ id, name }) => id === idOrName || name === idOrName);

/** By id or name. */
export const findRegion = (idOrName: string): Region | undefined =>
  regions.find(({ id, name }) => id === idOrName || name === idOrName);

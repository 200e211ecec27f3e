/** What the simulator of GitHub remembers. Ids are GitHub's database ids as strings; moments are ISO 8601 without milliseconds. */

export type * from "./accounts";
export type * from "./checks";
export type * from "./delivery";
export type * from "./issues";
export type * from "./protection";
export type * from "./repositories";

/** How often a job runs, in the API's own terms: see frequency.ts. */
export interface Frequency {
  /** Minutes: 10, 60 or 1440. */
  readonly every: number;
  /** Minutes after the full hour, or after 00:00 UTC. */
  readonly at: number;
}

export interface Job extends Frequency {
  /** Digits. */
  readonly id: string;
  readonly appId: string;
  /** The job goes with the add-on: another one on the same app does not have it. */
  readonly addonId: string;
  readonly command: string;
  /** `Standard-1X`: case matters. */
  readonly dynoSize: string;
  /** ISO 8601, as all times here. */
  readonly ranAt: string | null;
  readonly expireAfter: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface JobCounter {
  readonly id: "jobs";
  readonly last: number;
}

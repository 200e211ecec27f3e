import type { Job } from "./entities";

/** A JSON:API resource object. */
export function jobResource(job: Job): Record<string, unknown> {
  return {
    type: "jobs",
    id: job.id,
    attributes: {
      command: job.command,
      "dyno-size": job.dynoSize,
      every: job.every,
      at: job.at,
      "ran-at": job.ranAt,
      "created-at": job.createdAt,
      "updated-at": job.updatedAt,
      "expire-after": job.expireAfter,
    },
  };
}

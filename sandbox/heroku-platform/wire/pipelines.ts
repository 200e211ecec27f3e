import { cedar } from "../catalog/places";
import type { Coupling, Pipeline, Promotion, PromotionTarget } from "../entities-of-pipelines";
import type { Platform } from "../platform";
import type { Wire } from "./wire";

/** The wire forms of pipelines. */

export const pipelineWire = (row: Pipeline): Wire => ({
  created_at: row.createdAt,
  generation: cedar,
  id: row.id,
  name: row.name,
  owner: row.owner,
  updated_at: row.updatedAt,
});

export const couplingWire = (platform: Platform, row: Coupling): Wire => ({
  app: { id: row.appId },
  created_at: row.createdAt,
  id: row.id,
  pipeline: { id: row.pipelineId, name: platform.state.pipelines.get(row.pipelineId)?.name },
  stage: row.stage,
  updated_at: row.updatedAt,
});

/** `pending` until the target's release, with its release phase, came into force or failed. */
function statusOf(platform: Platform, { releaseId, error }: PromotionTarget): "pending" | "succeeded" | "failed" {
  if (error !== null) return "failed";
  const status = releaseId ? platform.state.releases.get(releaseId)?.status : "failed";
  if (status === "pending") return "pending";
  return status === "succeeded" ? "succeeded" : "failed";
}

export const targetWire = (platform: Platform, promotion: Promotion, row: PromotionTarget): Wire => {
  const status = statusOf(platform, row);
  return {
    app: { id: row.appId },
    error_message: status === "failed" ? (row.error ?? "The release command failed.") : null,
    id: row.id,
    pipeline_promotion: { id: promotion.id },
    release: row.releaseId ? { id: row.releaseId } : null,
    status,
  };
};

export const promotionWire = (platform: Platform, row: Promotion): Wire => ({
  created_at: row.createdAt,
  id: row.id,
  pipeline: { id: row.pipelineId },
  source: { app: { id: row.sourceAppId }, release: { id: row.sourceReleaseId } },
  status: row.targets.some((target) => statusOf(platform, target) === "pending") ? "pending" : "completed",
  updated_at: row.updatedAt,
});

import type { Actions } from "../actions/actions";
import type { Api } from "../api";
import type { Webhooks } from "../webhooks/webhooks";
import { accountRoutes } from "./accounts";
import { actionsPermissionRoutes } from "./actions-permissions";
import { branchRoutes } from "./branches";
import { checkRoutes } from "./checks";
import { commentRoutes } from "./comments";
import { commitRoutes } from "./commits";
import { contentRoutes } from "./contents";
import { deploymentRoutes } from "./deployments";
import { environmentRoutes } from "./environments";
import { forkRoutes } from "./forks";
import { gitObjectRoutes } from "./git-objects";
import { hookDeliveryRoutes } from "./hook-deliveries";
import { hookRoutes } from "./hooks";
import { issueRoutes } from "./issues";
import { labelRoutes } from "./labels";
import { oidcSubjectRoutes } from "./oidc-subject";
import { pendingDeploymentRoutes } from "./pending-deployments";
import { protectionRoutes } from "./protection";
import { protectionPartRoutes } from "./protection-parts";
import { pullMergeRoutes } from "./pull-merges";
import { pullRoutes } from "./pulls";
import { refRoutes } from "./refs";
import { repositoryRoutes } from "./repositories";
import { reviewRoutes } from "./reviews";
import { rulesetRoutes } from "./rulesets";
import { runLogRoutes } from "./run-logs";
import { secretRoutes } from "./secrets";
import { teamRepositoryRoutes } from "./team-repositories";
import { teamRoutes } from "./teams";
import { variableRoutes } from "./variables";
import { workflowRerunRoutes } from "./workflow-reruns";
import { workflowRunRoutes } from "./workflow-runs";
import { workflowRoutes } from "./workflows";

const groups = [
  accountRoutes,
  repositoryRoutes,
  forkRoutes,
  refRoutes,
  branchRoutes,
  protectionRoutes,
  protectionPartRoutes,
  contentRoutes,
  commitRoutes,
  checkRoutes,
  gitObjectRoutes,
  secretRoutes,
  variableRoutes,
  environmentRoutes,
  deploymentRoutes,
  actionsPermissionRoutes,
  oidcSubjectRoutes,
  pullRoutes,
  pullMergeRoutes,
  reviewRoutes,
  issueRoutes,
  commentRoutes,
  labelRoutes,
  hookRoutes,
  rulesetRoutes,
  teamRoutes,
  teamRepositoryRoutes,
];

const actionsGroups = [workflowRoutes, workflowRunRoutes, workflowRerunRoutes, runLogRoutes, pendingDeploymentRoutes];

/** What some endpoints let go on behind their answers. */
export interface Workers {
  readonly actions: Actions;
  readonly webhooks: Webhooks;
}

/** All endpoints below /api/v3. */
export function allRoutes(api: Api, workers: () => Workers): void {
  for (const group of groups) group(api);
  for (const group of actionsGroups) group(api, () => workers().actions);
  hookDeliveryRoutes(api, () => workers().webhooks);
}

import type { Api } from "../api";
import { accountRoutes } from "./accounts";
import { actionsPermissionRoutes } from "./actions-permissions";
import { branchRoutes } from "./branches";
import { checkRoutes } from "./checks";
import { commitRoutes } from "./commits";
import { contentRoutes } from "./contents";
import { environmentRoutes } from "./environments";
import { gitObjectRoutes } from "./git-objects";
import { protectionRoutes } from "./protection";
import { protectionPartRoutes } from "./protection-parts";
import { refRoutes } from "./refs";
import { repositoryRoutes } from "./repositories";
import { secretRoutes } from "./secrets";
import { variableRoutes } from "./variables";

const groups = [
  accountRoutes,
  repositoryRoutes,
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
  actionsPermissionRoutes,
];

/** All endpoints below /api/v3. */
export function allRoutes(api: Api): void {
  for (const group of groups) group(api);
}

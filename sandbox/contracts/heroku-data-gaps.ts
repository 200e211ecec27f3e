import type { Gap } from "../kit/gaps";

const database = "/client/v11/databases/:id";
const v0 = "/postgres/v0/databases/:id";

const standardOnly = "it is for plans above essential, and needs what one local cluster does not have";
const privateOnly = "it is for databases in private spaces, which the sandbox does not have";
const oneRole = "a database of the sandbox has one role, the default credential";
const oneServer = "the sandbox has one PostgreSQL server in one version, with the machine's settings";
const noAdvanced = "it is for databases of the tier advanced, and the sandbox has essential, standard and premium";
const noMaintenance = "nothing is maintained here, so there is no window for it";

/** What Heroku's Data API has and the sandbox does not. */
export const herokuDataGaps: readonly Gap[] = [
  { method: "POST", path: `${v0}/credentials`, reason: oneRole },
  { method: "DELETE", path: `${v0}/credentials/:name`, reason: oneRole },
  { method: "POST", path: `${v0}/credentials_rotation`, reason: oneRole },
  { method: "POST", path: `${v0}/credentials/:name/credentials_rotation`, reason: oneRole },
  { method: "POST", path: `${v0}/repair-default`, reason: oneRole },
  { method: "GET", path: `${v0}/config`, reason: oneServer },
  { method: "PATCH", path: `${v0}/config`, reason: oneServer },
  { method: "GET", path: "/data/maintenances/v1/:addon", reason: noMaintenance },
  { method: "GET", path: "/data/maintenances/v1/apps/:app", reason: noMaintenance },
  { method: "GET", path: "/data/maintenances/v1/:addon/window", reason: noMaintenance },
  { method: "POST", path: "/data/maintenances/v1/:addon/window", reason: noMaintenance },
  { method: "POST", path: "/data/maintenances/v1/:addon/run", reason: noMaintenance },
  { method: "POST", path: "/data/maintenances/v1/:addon/schedule", reason: noMaintenance },
  { method: "GET", path: "/data/maintenances/v1/:addon/history", reason: noMaintenance },
  { method: "GET", path: `${database}/maintenance`, reason: noMaintenance },
  { method: "PUT", path: `${database}/maintenance_window`, reason: noMaintenance },
  { method: "PUT", path: `${database}/unfollow`, reason: standardOnly },
  { method: "POST", path: `${database}/upgrade/:step`, reason: oneServer },
  { method: "GET", path: `${database}/upgrade/wait_status`, reason: oneServer },
  { method: "GET", path: `${database}/links`, reason: standardOnly },
  { method: "POST", path: `${database}/links`, reason: standardOnly },
  { method: "DELETE", path: `${database}/links/:link`, reason: standardOnly },
  { method: "GET", path: `${database}/metrics`, reason: "nothing is measured here" },
  { method: "GET", path: `${database}/burst_status`, reason: "nothing is throttled here" },
  { method: "GET", path: `${database}/bastion`, reason: standardOnly },
  { method: "POST", path: `${database}/connection-pooling`, reason: standardOnly },
  ...["GET", "POST", "PUT", "PATCH", "DELETE"].flatMap((method) =>
    [
      ...[`${v0}/tls-endpoint`, `${v0}/tls-endpoint/*`, "/private-link/v0/*"].map((path) => [path, privateOnly]),
      ["/data/postgres/v1/*", noAdvanced],
    ].map(([path = "", reason = ""]) => ({ method, path, reason })),
  ),
];

import { environment } from "../environment";
import type { Home } from "../home";
import { AdminClient } from "./admin-client";

/** The variables that point real clients at the sandbox that runs in this home. @throws NotRunning, NotAnswering */
export async function runningEnvironment(home: Home, pulumiHome: string): Promise<Record<string, string>> {
  const { record } = await AdminClient.connect(home);
  return environment(home, record.ports, record.credentials, pulumiHome);
}

import { posix } from "node:path";
import { type AppConfig } from "./answers";
import { type Python } from "./ask-python";
import { appsFile } from "./paths";
import { type Sources } from "./sources";

/** An app's label; `doubt` is why it may be another. */
export interface AppLabel {
  readonly label: string;
  readonly doubt?: string;
}

const last = (name: string) => name.split(".").at(-1) ?? name;

/** Django takes the only configuration of the file, else the only one with `default = True`, else none. */
function chosen(configs: readonly AppConfig[]): AppConfig | undefined {
  if (configs.length === 1) return configs[0];
  const defaults = configs.filter((config) => config.default);
  return defaults.length === 1 ? defaults[0] : undefined;
}

function labelFrom(folder: string, configs: readonly AppConfig[]): AppLabel {
  const folderName = posix.basename(folder);
  const config = chosen(configs);
  const label = config?.label ?? (config?.name == null ? folderName : last(config.name));
  if (configs.length > 1)
    return { label, doubt: `${appsFile(folder)} has several app configurations; INSTALLED_APPS may name another` };
  return config?.unknown
    ? { label, doubt: `${appsFile(folder)}: the label cannot be told from class ${config.class}` }
    : { label };
}

/** The label of the app in each folder, by its apps.py where it has one, else by the folder's name. */
export async function readAppLabels(
  sources: Sources,
  python: Python,
  folders: readonly string[],
): Promise<Map<string, AppLabel>> {
  const has = new Set(sources.paths);
  const withConfig = folders.filter((folder) => has.has(appsFile(folder)));
  const files = await sources.read(withConfig.map(appsFile));
  const answers = await python.ask(
    "apps",
    files.map((file) => ({ ...file, kind: "apps" as const })),
  );
  const labels = new Map(folders.map((folder): [string, AppLabel] => [folder, { label: posix.basename(folder) }]));
  answers.forEach((answer, at) => {
    const folder = withConfig[at] as string;
    if ("configs" in answer) labels.set(folder, labelFrom(folder, answer.configs));
    else
      labels.set(folder, {
        label: posix.basename(folder),
        doubt: `${appsFile(folder)}:${answer.error.line}: ${answer.error.message}`,
      });
  });
  return labels;
}

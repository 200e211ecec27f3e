import { type GoProgram } from "../go/build";
import { type Layout } from "../layout";
import { versions } from "../versions";

/** Pulumi's sources keep a program's version in this variable. */
const PULUMI_VERSION = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

export const cliProgram = (layout: Layout): GoProgram => ({
  module: "cli",
  package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
  version: { variable: PULUMI_VERSION, value: versions.pulumi },
  target: layout.cli,
});

export const languageHostProgram = (layout: Layout): GoProgram => ({
  module: "language-host",
  package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
  version: { variable: PULUMI_VERSION, value: versions.languageHost },
  target: layout.languageHost,
});

export const githubPluginProgram = (layout: Layout): GoProgram => ({
  module: "github-plugin",
  package: ".",
  version: { variable: "main.version", value: versions.githubPlugin },
  target: layout.githubPluginProgram,
});

export const actionlintProgram = (layout: Layout): GoProgram => ({
  module: "actionlint",
  package: "github.com/rhysd/actionlint/cmd/actionlint",
  target: layout.actionlintProgram,
});

export const minioProgram = (layout: Layout): GoProgram => ({
  module: "object-store",
  package: "github.com/minio/minio",
  target: layout.minioProgram,
});

export const actionsRunnerProgram = (layout: Layout): GoProgram => ({
  module: "actions-runner",
  package: "github.com/nektos/act",
  version: { variable: "main.version", value: versions.act },
  target: layout.actProgram,
});

// Pulumi's GitHub plugin, for machines that cannot reach Pulumi's download host: the Terraform provider for GitHub under
// Pulumi's bridge, with the tokens and names that the npm package @pulumi/github uses.
//
// `pulumi-resource-github -names` prints the tokens and input names as JSON; a test compares them with the npm package.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/integrations/terraform-provider-github/v6/github"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge/tokens"
	sdkv2 "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v2"
)

// Set by the linker: see engine/install/programs.ts.
var version = "0.0.0"

const maxNameLength = 255

func main() {
	info := provider()
	if len(os.Args) == 2 && os.Args[1] == "-names" {
		if err := json.NewEncoder(os.Stdout).Encode(namesOf(info)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	schema, err := json.Marshal(map[string]string{"name": "github", "version": version})
	if err != nil {
		panic(err)
	}
	tfbridge.Main("github", version, info, schema)
}

func provider() tfbridge.ProviderInfo {
	info := tfbridge.ProviderInfo{
		P:         sdkv2.NewProvider(github.Provider()),
		Name:      "github",
		Version:   version,
		GitHubOrg: "integrations",
		Resources: map[string]*tfbridge.ResourceInfo{
			"github_actions_secret": {Fields: secretFields()},
			// GitHub holds these by name: the old one has to go before a new one of that name can come.
			"github_actions_environment_secret":    {Fields: secretFields(), DeleteBeforeReplace: true},
			"github_repository_autolink_reference": {DeleteBeforeReplace: true},
			"github_repository_deploy_key":         {DeleteBeforeReplace: true},
		},
		DataSources: map[string]*tfbridge.DataSourceInfo{},
		Config: map[string]*tfbridge.SchemaInfo{
			"base_url": {Default: &tfbridge.DefaultInfo{EnvVars: []string{"GITHUB_BASE_URL"}}},
			// Read from the environment by the provider itself: a default here would put the token into the state.
			"token": {Secret: tfbridge.True()},
		},
	}
	info.MustComputeTokens(tokens.SingleModule("github_", "index", tokens.MakeStandard("github")))
	info.SetAutonaming(maxNameLength, "-")
	return info
}

// The npm package names a secret's value as a later Terraform provider does; the pinned one knows it by its former name.
func secretFields() map[string]*tfbridge.SchemaInfo {
	return map[string]*tfbridge.SchemaInfo{
		"plaintext_value": {Name: "value"},
		"encrypted_value": {Name: "valueEncrypted"},
	}
}

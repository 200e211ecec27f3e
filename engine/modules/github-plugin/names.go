package main

import (
	"slices"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
)

// names are the input names by token.
type names struct {
	Resources map[string][]string `json:"resources"`
	Functions map[string][]string `json:"functions"`
}

func namesOf(info tfbridge.ProviderInfo) names {
	result := names{Resources: map[string][]string{}, Functions: map[string][]string{}}
	info.P.ResourcesMap().Range(func(name string, resource shim.Resource) bool {
		if known, ok := info.Resources[name]; ok {
			result.Resources[known.Tok.String()] = inputsOf(resource, known.Fields)
		}
		return true
	})
	info.P.DataSourcesMap().Range(func(name string, source shim.Resource) bool {
		if known, ok := info.DataSources[name]; ok {
			result.Functions[known.Tok.String()] = inputsOf(source, known.Fields)
		}
		return true
	})
	return result
}

func inputsOf(resource shim.Resource, overrides map[string]*tfbridge.SchemaInfo) []string {
	inputs := []string{}
	resource.Schema().Range(func(name string, schema shim.Schema) bool {
		if (schema.Optional() || schema.Required()) && schema.Removed() == "" {
			inputs = append(inputs, tfbridge.TerraformToPulumiNameV2(name, resource.Schema(), overrides))
		}
		return true
	})
	slices.Sort(inputs)
	return inputs
}

// Command sdk-generator writes the Node.js SDK of a Pulumi package.
//
//	sdk-generator SCHEMA.json OUT
//
// It does what `pulumi package gen-sdk` does, which needs a newer language host than the one that can be built from source.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: sdk-generator SCHEMA.json OUT")
		os.Exit(2)
	}
	if err := generate(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "sdk-generator:", err)
		os.Exit(1)
	}
}

func generate(schemaFile, out string) error {
	pkg, err := bind(schemaFile)
	if err != nil {
		return err
	}
	files, err := nodejs.GeneratePackage("sdk-generator", pkg, nil, nil, false, nil)
	if err != nil {
		return err
	}
	for name, content := range files {
		path := filepath.Join(out, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// bind reads the schema and checks it; every complaint goes to stderr.
func bind(schemaFile string) (*schema.Package, error) {
	content, err := os.ReadFile(schemaFile)
	if err != nil {
		return nil, err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(content, &spec); err != nil {
		return nil, fmt.Errorf("%s: %w", schemaFile, err)
	}
	// The schema names no other package, so nothing needs loading; nil would panic.
	pkg, diagnostics, err := schema.BindSpec(spec, schema.NewNullLoader(), schema.ValidationOptions{})
	if err != nil {
		return nil, err
	}
	for _, diagnostic := range diagnostics {
		fmt.Fprintln(os.Stderr, diagnostic)
	}
	if diagnostics.HasErrors() {
		return nil, fmt.Errorf("%s is not a valid package schema", schemaFile)
	}
	return pkg, nil
}

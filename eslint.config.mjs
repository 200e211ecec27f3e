import importX from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/** The directions of dependency: `target` may not import `from`. */
const zone = (target, from, message) => ({ target: `./${target}`, from: from.map((folder) => `./${folder}`), message });
const house = ["stacks", "provider", "sdks", "clients", "sandbox", "operations", "policy", "review", "engine"];
const only = (target, allowed, message) =>
  zone(
    target,
    house.filter((folder) => folder !== target.split("/")[0] && !allowed.includes(folder)),
    message,
  );

export default tseslint.config(
  {
    ignores: [
      "node_modules",
      ".pulumi-home",
      ".tools",
      "provider/.bundle",
      ".sandbox",
      "sdks",
      "coverage",
      "test/fixtures",
      "engine/**/vendor",
    ],
  },
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [tseslint.configs.recommended],
    plugins: { "import-x": importX },
    settings: {
      "import-x/resolver": { typescript: { alwaysTryTypes: true }, node: { extensions: [".ts", ".tsx", ".js"] } },
    },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-require-imports": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "no-console": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
      "import-x/order": [
        "error",
        { groups: ["builtin", "external", "internal", "parent", "sibling", "index"], alphabetize: { order: "asc" } },
      ],
      "import-x/no-restricted-paths": [
        "error",
        {
          zones: [
            only("stacks", ["sdks"], "stacks use only the SDKs"),
            only(
              "sandbox",
              [],
              "the sandbox imports nothing of the rest: shared types would let one mistake pass on both sides",
            ),
            only("clients", [], "clients know only the APIs"),
            only("provider", ["clients"], "the provider stands on the clients"),
            only("review", [], "review knows only what the engine prints"),
            only("policy", ["review", "stacks"], "policies know what is declared, and what looks like a secret"),
            only(
              "operations",
              ["clients", "stacks", "engine", "review"],
              "operations stand on the clients, the engine, and what is made of its previews",
            ),
            zone(
              "provider/resources",
              ["provider/grpc", "clients"],
              "resources import only provider/engine/definition",
            ),
            zone("provider/engine", ["provider/grpc"], "grpc stands on the engine, not the reverse"),
            ...["operations/!(main|program).ts", "operations/!(commands)/**"].map((target) =>
              zone(target, ["operations/commands"], "commands stand on the rest of the operations, not the reverse"),
            ),
            zone(
              "operations/plans",
              ["operations/steps", "operations/commands", "operations/safety", "clients"],
              "plans do no I/O",
            ),
          ],
        },
      ],
    },
  },
  {
    files: ["test/**", "bench/**", "*.config.ts", "**/main.ts", "operations/commands/**"],
    rules: { "no-console": "off" },
  },
);

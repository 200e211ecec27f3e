/** @jest-config-loader esbuild-register */
import type { Config } from "jest";

/** Packages that ship ES modules only: jest's CommonJS runtime needs them transformed. */
const esmOnly = [
  "execa",
  "@octokit",
  "@actions",
  "universal-user-agent",
  "before-after-hook",
  "fast-content-type-parse",
  "@sindresorhus",
  "is-plain-obj",
  "is-stream",
  "is-unicode-supported",
  "npm-run-path",
  "path-key",
  "unicorn-magic",
  "parse-ms",
  "pretty-ms",
  "strip-final-newline",
  "@sec-ant",
  "yoctocolors",
  "figures",
  "get-stream",
  "human-signals",
];

const react = { runtime: "automatic", importSource: "preact" };

const shared: Config = {
  testEnvironment: "node",
  testEnvironmentOptions: { globalsCleanup: "off" },
  transform: {
    "^.+\\.[mc]?[jt]s$": [
      "@swc/jest",
      {
        jsc: { target: "es2022", parser: { syntax: "typescript" }, transform: { useDefineForClassFields: false } },
        module: { type: "commonjs" },
      },
    ],
    "^.+\\.tsx$": [
      "@swc/jest",
      {
        jsc: { target: "es2022", parser: { syntax: "typescript", tsx: true }, transform: { react } },
        module: { type: "commonjs" },
      },
    ],
  },
  // Their exports name no file for require(), which jest uses.
  moduleNameMapper: {
    "^\\./json-imports$": "<rootDir>/test/support/json-imports.ts",
    "^unicorn-magic$": "<rootDir>/node_modules/unicorn-magic/node.js",
    "^@actions/github$": "<rootDir>/node_modules/@actions/github/lib/github.js",
    "^@actions/(expressions|workflow-parser)$": "<rootDir>/node_modules/@actions/$1/dist/index.js",
    "^@actions/(expressions|workflow-parser)/(.*)$": "<rootDir>/node_modules/@actions/$1/dist/$2.js",
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join("|")})/)`],
  modulePathIgnorePatterns: [
    "<rootDir>/.sandbox",
    "<rootDir>/.pulumi-home",
    "<rootDir>/.tools",
    "<rootDir>/sdks/.*/bin",
  ],
};

const config: Config = {
  projects: [
    { ...shared, displayName: "unit", testMatch: ["<rootDir>/test/unit/**/*.test.{ts,tsx}"] },
    { ...shared, displayName: "contract", testMatch: ["<rootDir>/test/contract/**/*.test.ts"] },
    { ...shared, displayName: "end-to-end", testMatch: ["<rootDir>/test/end-to-end/**/*.test.ts"] },
  ],
};

export default config;

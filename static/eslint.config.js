import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["**/vendor/", "**/node_modules/"] },
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2024, sourceType: "module", globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      complexity: ["error", 12], // `?.`, `??` and defaults count here, which they do not in Python's 10
      eqeqeq: ["error", "always", { null: "ignore" }], // `!= null` is neither null nor undefined
      "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  { files: ["**/theme.js", "**/trusted.js"], languageOptions: { sourceType: "script" } }, // run before all else
  { files: ["tests/**"], languageOptions: { globals: globals.node } },
];

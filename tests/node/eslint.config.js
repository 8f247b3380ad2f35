/** What ESLint asks of the JavaScript that a browser runs, and of its tests: `npm run lint` here. */

import js from "@eslint/js";
import { createNodeResolver, importX } from "eslint-plugin-import-x";
import globals from "globals";

const SERVED = "pages/shared/browser/**/*.js";
const TESTS = "tests/node/**/*.js";
const MEASURING = "tests/bench/*.js"; // a page that is measured runs them as they lie

const nothingRunsText = {
  "no-eval": "error",
  "no-implied-eval": "error",
  "no-new-func": "error",
  "no-script-url": "error",
};

const imports = {
  "import-x/extensions": ["error", "always", { ignorePackages: true }], // a browser guesses none
  "import-x/no-cycle": "error",
  "import-x/no-duplicates": "error",
  "import-x/no-mutable-exports": "error",
  "import-x/no-self-import": "error",
  "import-x/no-useless-path-segments": "error",
  "import-x/order": ["error", { alphabetize: { order: "asc" } }],
};

export default [
  { ignores: ["**/gifenc.js", "**/node_modules/"] },
  js.configs.recommended,
  importX.flatConfigs.recommended,
  {
    settings: { "import-x/resolver-next": [createNodeResolver({ extensions: [".js"] })] },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      ...nothingRunsText,
      ...imports,
      "no-unused-vars": ["error", { ignoreRestSiblings: true }],
      "no-var": "error",
      "prefer-const": "error",
      eqeqeq: "error",
    },
  },
  { files: [SERVED], languageOptions: { globals: globals.browser } },
  { files: [TESTS], languageOptions: { globals: globals.node } },
  { files: [MEASURING], languageOptions: { globals: globals.browser, sourceType: "script" } },
];

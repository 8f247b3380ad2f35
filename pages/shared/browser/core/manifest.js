// Made by `python -m pages.shared.site.manifest`.

// prettier-ignore
export default {
  "of_surface": [
    "surface",
    "surface.",
    "formula"
  ],
  "of_ground": [
    "surface",
    "surface.",
    "formula",
    "start",
    "steps",
    "noise",
    "seed",
    "fairness",
    "tuning."
  ],
  "of_pins": [
    "pins",
    "compare",
    "a."
  ]
};

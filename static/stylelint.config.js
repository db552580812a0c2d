export default {
  extends: "stylelint-config-recommended",
  rules: {
    // It compares selectors by their last part alone (`.stale a` and `.tag-list a`), which here never mean the same element.
    "no-descending-specificity": null,
  },
  overrides: [
    {
      // A color has a name: tokens.css has the site's, and a device's sheet begins with its own.
      files: ["css/**/*.css"],
      rules: {
        "declaration-property-value-disallowed-list": [
          { "/^(?!--)/": [/#[0-9a-f]{3,8}\b/i, /\b(rgb|hsl|hwb|lab|lch|oklab|oklch)a?\(/] },
          { message: "Give the colour a name, in tokens.css or at the head of the sheet" },
        ],
      },
    },
  ],
};

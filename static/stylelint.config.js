export default {
  extends: "stylelint-config-recommended",
  rules: {
    // It compares selectors by their last part alone (`.stale a` and `.tag-list a`), which here never mean the same element.
    "no-descending-specificity": null,
  },
};

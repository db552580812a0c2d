// Select2 draws its box as a field of its own, which has no name where nothing is chosen: it gets that of the select's label.

function nameBoxes() {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const label = document.querySelector(`label[for="${select.id}"]`)?.textContent?.trim();
    const box = document.getElementById(`select2-${select.id}-container`);
    if (label) box?.setAttribute("aria-label", label);
  }
}

// The boxes are drawn when jQuery finds the page ready, which may be after its load event; what is told so later comes after that.
/** @type {any} */ (window).django.jQuery(nameBoxes);

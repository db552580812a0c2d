// Sends the chosen practices back to the course. Without script there is a button.

/** @type {HTMLFormElement} */ (document.querySelector("[data-lms-send]")).submit();

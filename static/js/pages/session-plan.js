/** Planning a session: what cannot be for several clients is not offered while several are ticked. */

const form = /** @type {HTMLFormElement} */ (document.querySelector("form.plan"));

function look() {
  form.classList.toggle("several", form.querySelectorAll("[name=clients]:checked").length > 1);
}

form?.addEventListener("change", look);
if (form) look();

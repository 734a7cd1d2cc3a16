/** The page behind a one-time link: fills in the time zone of whoever opens it. */

const field = document.querySelector("input[name=time_zone]");
if (field instanceof HTMLInputElement && field.value === "") {
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Wherever a person comes back to: recordings that are not safe at the server yet are sent on, and said. */

import { startWaiting } from "../capture/waiting-page.js";

const place = document.getElementById("waiting");
if (place) void startWaiting(place);

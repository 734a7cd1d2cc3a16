/** The program editor's page: what the server told becomes a whole program, and the page's title follows its name. */

import { showEditor } from "../programs/editor-view.js";
import { whole } from "../programs/pieces.js";

const config = JSON.parse(document.getElementById("page")?.textContent ?? "null");
const root = document.getElementById("editor");
const title = document.querySelector("h1");

if (root) {
  root.replaceChildren();
  showEditor({
    root,
    program: { ...config.program, weeks: whole(config.program.weeks) },
    known: config.exercises,
    here: config.here,
    place: config.place,
    beside: config.beside,
    named(name) {
      if (title) title.textContent = name;
      document.title = document.title.replace(/^.*?(?= · )/, name.replaceAll("$", "$$$$"));
    },
  });
}

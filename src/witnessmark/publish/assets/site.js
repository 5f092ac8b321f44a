// What the pages do beyond being read: the filters of the index, and the notes beside a document's words.
// Without it everything is still there: all rows, all notes, links between words and notes.
(function () {
  "use strict";
  const GAP = 10;

  // --- the index of incidents -------------------------------------------------------------------
  const form = document.getElementById("filters");
  if (form) {
    const rows = Array.from(document.querySelectorAll("#chronology .row"));
    const months = Array.from(document.querySelectorAll("#chronology .month"));
    const count = document.getElementById("filter-count");
    const none = document.getElementById("no-match");

    const matches = (row, name, wanted) =>
      name === "acts" ? row.dataset.acts.split(" ").includes(wanted) : row.dataset[name] === wanted;

    const apply = () => {
      const wanted = Array.from(form.elements).filter((field) => field.value).map((field) => [field.name, field.value]);
      let shown = 0;
      for (const row of rows) {
        row.hidden = !wanted.every(([name, value]) => matches(row, name, value));
        if (!row.hidden) shown += 1;
      }
      for (const month of months) month.hidden = !month.querySelector(".row:not([hidden])");
      none.hidden = shown > 0;
      count.textContent = count.dataset.words.replace("{shown}", shown).replace("{all}", rows.length);
    };

    form.hidden = false;
    form.addEventListener("change", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    apply();
  }

  // --- the rows of a register -------------------------------------------------------------------
  for (const choose of document.querySelectorAll("form[data-register]")) {
    const lines = Array.from(document.querySelectorAll(`#table-${choose.dataset.register} tbody tr`));
    const says = choose.querySelector(".filter-count");
    const narrow = () => {
      let seen = 0;
      for (const line of lines) {
        line.hidden = !Array.from(choose.elements).every((field) => !field.value || line.dataset[field.name].split(" ").includes(field.value));
        if (!line.hidden) seen += 1;
      }
      says.textContent = says.dataset.words.replace("{shown}", seen).replace("{all}", lines.length);
    };
    choose.hidden = false;
    choose.addEventListener("change", narrow);
    choose.addEventListener("submit", (event) => event.preventDefault());
    narrow();
  }

  // --- a document's words and the notes beside them ---------------------------------------------
  const reading = document.getElementById("reading");
  if (reading) {
    const marks = Array.from(reading.querySelectorAll(".mark"));
    const notes = Array.from(reading.querySelectorAll(".note"));
    const wide = window.matchMedia("(min-width: 62rem)");
    const marksOf = (claim) => marks.filter((mark) => mark.dataset.claims.split(" ").includes(claim));
    let lit = null;

    // Each note stands at the height of its words, or below the note before it. A chosen one keeps to its words, and
    // those before it make room upwards.
    const place = () => {
      reading.classList.toggle("beside", wide.matches);
      reading.classList.toggle("sheet", !wide.matches);
      if (!wide.matches) {
        for (const note of notes) { note.style.top = ""; note.classList.remove("away"); }
        return;
      }
      const list = reading.querySelector(".notes ol");
      const top = list.getBoundingClientRect().top;
      const wanted = notes.map((note) => {
        const mark = marksOf(note.dataset.claim)[0];
        return mark ? Math.max(0, mark.getBoundingClientRect().top - top) : 0;
      });
      const chosen = Math.max(0, notes.findIndex((note) => note.dataset.claim === lit));
      let free = lit ? wanted[chosen] : 0;
      const put = (note, at) => {
        note.style.top = at + "px";
        note.classList.toggle("away", at < -8);
      };
      for (let i = lit ? chosen : 0; i < notes.length; i += 1) {
        const at = Math.max(wanted[i], free);
        put(notes[i], at);
        free = at + notes[i].offsetHeight + GAP;
      }
      let limit = wanted[chosen];
      for (let i = chosen - 1; lit && i >= 0; i -= 1) {
        const at = Math.min(wanted[i], limit - notes[i].offsetHeight - GAP);
        put(notes[i], at);
        limit = at;
      }
      list.style.minHeight = free + "px";
    };

    const light = (claim) => {
      for (const thing of [...marks, ...notes]) thing.classList.remove("lit");
      lit = claim;
      if (!claim) return place();
      for (const mark of marksOf(claim)) mark.classList.add("lit");
      const note = document.getElementById("note-" + claim);
      if (note) note.classList.add("lit");
      return place();
    };

    const fromAddress = () => {
      const found = /^#(claim|note)-(.+)$/.exec(decodeURIComponent(window.location.hash));
      if (!found || !document.getElementById("note-" + found[2])) return;
      light(found[2]);
      const target = found[1] === "claim" ? marksOf(found[2])[0] : document.getElementById("note-" + found[2]);
      if (!target) return;
      target.scrollIntoView({ block: "center" });
      if (found[1] === "claim") target.focus({ preventScroll: true });
    };

    reading.addEventListener("click", (event) => {
      const mark = event.target.closest(".mark");
      if (mark) {
        // Overlapping claims take turns: a second click on the same words goes to the next one.
        const claims = mark.dataset.claims.split(" ").reverse();
        const claim = claims[(claims.indexOf(lit) + 1) % claims.length];
        event.preventDefault();
        window.history.replaceState(null, "", "#claim-" + claim);
        light(claim);
        const note = document.getElementById("note-" + claim);
        note.setAttribute("tabindex", "-1");
        note.focus({ preventScroll: wide.matches });
        return;
      }
      const note = event.target.closest(".note");
      if (note && !event.target.closest("a")) light(note.dataset.claim);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !lit) return;
      const back = marksOf(lit)[0];
      light(null);
      if (back) back.focus();
    });
    document.addEventListener("click", (event) => {
      if (lit && !event.target.closest(".mark, .note")) light(null);
    });
    window.addEventListener("hashchange", fromAddress);
    window.addEventListener("resize", place);
    wide.addEventListener("change", place);
    place();
    fromAddress();
  }
})();

// No character here may be special in XML: the page is well-formed as XML, too.
"use strict";

document.documentElement.classList.add("scripted");

const root = document.documentElement;
const theme = document.getElementById("theme");
const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");

const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : prefersDark.matches;
const showTheme = () => theme.setAttribute("aria-pressed", String(isDark()));

theme.addEventListener("click", () => {
  root.dataset.theme = isDark() ? "light" : "dark";
  showTheme();
});
prefersDark.addEventListener("change", showTheme);
showTheme();

// Rows without a value come last, whichever way the others go.
const compare = (a, b, numeric) => {
  if (a === "" || b === "") {
    return a === b ? 0 : a === "" ? Infinity : -Infinity;
  }
  return numeric ? Number(a) - Number(b) : a.localeCompare(b, "en", { numeric: true });
};

const sort = (table, header) => {
  const descending = header.getAttribute("aria-sort") === "ascending";
  for (const other of table.tHead.rows[0].cells) {
    other.setAttribute("aria-sort", "none");
  }
  header.setAttribute("aria-sort", descending ? "descending" : "ascending");
  const body = table.tBodies[0];
  const numeric = header.classList.contains("n");
  const order = (row) => row.cells[header.cellIndex].dataset.order;
  const rows = Array.from(body.rows).sort((a, b) => {
    const difference = compare(order(a), order(b), numeric);
    return descending ? (Number.isFinite(difference) ? -difference : difference) : difference;
  });
  body.append(...rows);
};

for (const table of document.querySelectorAll("table.sortable")) {
  for (const header of table.tHead.rows[0].cells) {
    header.querySelector("button").addEventListener("click", () => sort(table, header));
  }
}

const filter = document.getElementById("filter");
if (filter) {
  const rows = document.querySelectorAll("#findings-table tbody tr");
  const status = document.getElementById("filtered");
  filter.addEventListener("input", () => {
    const wanted = filter.value.toLowerCase();
    let shown = 0;
    for (const row of rows) {
      row.hidden = !row.textContent.toLowerCase().includes(wanted);
      shown += row.hidden ? 0 : 1;
    }
    status.textContent = shown + " of " + rows.length + " shown";
  });
}

// Lines from a file instead of the clipboard: it fills the field above it, and is sent with it.
for (const paragraph of document.querySelectorAll("[data-fills]")) {
  const MOST = 900_000; // bytes, of the 1 MiB that a form may have
  const input = paragraph.querySelector("input");
  const said = paragraph.querySelector("output");
  const field = document.getElementById(paragraph.dataset.fills);
  paragraph.hidden = false;

  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (!file) return;
    if (file.size > MOST) {
      said.value = `${file.name} is too large: a form takes up to ${MOST / 1000} kB. Part it into several files.`;
      return;
    }
    field.value = text(await file.arrayBuffer());
    said.value = `${file.name} is in the field above. Nothing is entered yet.`;
    field.focus();
  });
}

/** Spreadsheets write UTF-8, or what Windows had before. */
function text(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

// Saves each answer as soon as it is given. Without this script, the Save button does all of it.
(() => {
  const PARTS = ["answer", "reason", "note", "link", "version"];
  const TYPING = 600; // ms without a key before a text is saved
  const LONGEST_WAIT = 30_000; // ms between two attempts

  const form = document.querySelector("#answers");
  const status = form.querySelector(".saved");
  /** Every criterion on the page, by its id. */
  const cards = new Map();
  let isLeaving = false;
  let leaving = new AbortController();

  /** A criterion on the page, and how its saving stands. */
  class Card {
    constructor(item) {
      this.item = item;
      this.criterion = item.dataset.criterion;
      this.isDirty = false;
      this.isSending = false; // until what the server answered is taken over, its version above all
      this.isWanted = false; // to be sent again after that
      this.mustWait = false; // for a choice, or for a field to be mended
      this.attempts = 0;
      this.refusal = "";
      this.confirm = ""; // the button "Still true", when it was pressed
    }

    field(part) {
      return form.elements.namedItem(`${part}.${this.criterion}`);
    }

    value(part) {
      return this.field(part)?.value ?? "";
    }

    change(delay) {
      this.isDirty = true;
      this.mustWait = false;
      this.attempts = 0;
      this.refusal = "";
      this.item.querySelector(".clash")?.remove();
      this.after(delay);
    }

    after(delay) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.send(), delay);
    }

    async send() {
      this.isWanted = this.isSending;
      if (this.isSending || isLeaving || this.mustWait) return;
      if (this.value("answer") === "na" && !this.value("reason").trim()) {
        say("Say why it does not apply, then it is saved.", true);
        return;
      }
      clearTimeout(this.timer);
      const sent = new URLSearchParams(PARTS.map((part) => [`${part}.${this.criterion}`, this.value(part)]));
      if (this.confirm) sent.set("confirm", this.confirm);
      this.isSending = true;
      this.isDirty = false;
      const answer = await post(form.dataset.answers + this.criterion, sent);
      try {
        await this.receive(answer, sent);
      } catch (error) {
        if (error.name !== "AbortError") throw error;
        this.isDirty = true;
      } finally {
        this.isSending = false;
      }
      if (this.isWanted) this.after(0);
      announce();
    }

    async receive(answer, sent) {
      if (answer?.status === 200) {
        this.attempts = 0;
        if (sent.has("confirm")) this.confirm = "";
        const saved = await answer.json();
        this.showSaved(saved, sent);
        return;
      }
      this.isDirty = true;
      if (answer?.status === 409 && isJson(answer)) {
        this.mustWait = true;
        this.choose(await answer.json());
      } else if (answer?.status === 422 && isJson(answer)) {
        this.mustWait = true;
        this.showErrors((await answer.json()).errors);
      } else if (answer && answer.status < 500 && answer.status !== 408 && answer.status !== 429) {
        this.refusal = refusal(answer.status);
        this.mustWait = answer.status !== 401;
        if (answer.status === 401) this.after(5_000);
      } else {
        this.attempts += 1;
        this.after(Math.min(LONGEST_WAIT, 1_000 * 2 ** (this.attempts - 1)));
      }
    }

    showSaved(saved, sent) {
      this.refusal = "";
      this.field("version").value = saved.version;
      for (const part of ["answer", "reason", "note", "link"]) {
        // Somebody else's answer stands where this page had nothing new to say.
        const isUntouched = this.value(part) === (sent.get(`${part}.${this.criterion}`) ?? "");
        if (isUntouched && this.value(part).trim() !== saved[part]) this.put(part, saved[part]);
      }
      for (const error of this.item.querySelectorAll(".error")) error.remove();
      for (const field of this.item.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
      if (saved.reviewed) {
        const hadFocus = this.item.querySelector(".carried")?.contains(document.activeElement);
        this.item.classList.remove("unreviewed");
        this.item.querySelector(".carried")?.remove();
        if (hadFocus) this.item.querySelector("input")?.focus();
      }
      if (saved.saved_at) say(`Saved ${new Date(saved.saved_at).toTimeString().slice(0, 5)}`);
      showProgress(saved);
    }

    put(part, text) {
      const field = this.field(part);
      field.value = text;
      if (part === "answer" && !text) for (const choice of field) choice.checked = false;
    }

    /** Shows what somebody else has stored meanwhile beside what was typed. */
    choose(theirs) {
      const clash = document.createElement("p");
      clash.className = "clash";
      clash.setAttribute("role", "alert");
      const note = [theirs.note && `note: ${theirs.note}`, theirs.link && `link: ${theirs.link}`].filter(Boolean);
      clash.append(`Stored meanwhile: ${[theirs.in_words, ...note].join(" · ")} `);
      clash.append(button("Keep mine", () => {
        this.field("version").value = theirs.version;
        this.change(0);
      }));
      clash.append(button("Take theirs", () => {
        for (const part of ["answer", "reason", "note", "link"]) this.put(part, theirs[part]);
        this.field("version").value = theirs.version;
        this.change(0);
      }));
      this.item.querySelector(".clash")?.remove();
      this.item.append(clash);
    }

    showErrors(errors) {
      for (const [name, sentence] of Object.entries(errors)) {
        document.getElementById(`${name}-error`)?.remove();
        const error = document.createElement("p");
        error.className = "error";
        error.id = `${name}-error`;
        error.textContent = sentence;
        const field = document.getElementById(name);
        if (field?.matches("input, textarea")) {
          field.setAttribute("aria-invalid", "true");
          field.setAttribute("aria-describedby", error.id);
          field.after(error);
        } else {
          this.item.append(error);
        }
      }
    }
  }

  function button(label, press) {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "btn small";
    element.textContent = label;
    element.addEventListener("click", press);
    return element;
  }

  /** The answer; nothing when the server cannot be reached. */
  async function post(address, body) {
    try {
      return await fetch(address, { method: "POST", body, redirect: "error", signal: leaving.signal });
    } catch {
      return null;
    }
  }

  const isJson = (answer) => answer.headers.get("content-type")?.startsWith("application/json");

  function refusal(code) {
    if (code === 401) return "Your session has ended: sign in again in another tab, then go on here. What you typed is kept.";
    if (code === 403) return "Not saved: you may no longer answer for this team.";
    if (code === 409) return "Not saved: this period has been submitted.";
    return "Not saved. Press Save to see why.";
  }

  function say(sentence, isWarning = false) {
    status.textContent = sentence;
    status.classList.toggle("warn", isWarning);
  }

  /** Says what stands in the way, if anything does. */
  function announce() {
    const open = [...cards.values()].filter((card) => card.isDirty);
    const refused = open.find((card) => card.refusal);
    if (refused) say(refused.refusal, true);
    else if (open.some((card) => card.attempts > 0)) say("Not saved yet, retrying", true);
    else if (open.some((card) => card.mustWait)) say("Not saved yet: see the marked answers", true);
  }

  function showProgress({ progress, so_far: soFar }) {
    const here = document.querySelector(".rail [aria-current]");
    const count = here?.querySelector("b")?.firstChild;
    if (count) count.textContent = `${progress.settled}/${progress.asked}`;
    here?.querySelector(".bar rect")?.setAttribute("width", `${progress.percent}%`);
    const figure = document.querySelector(".live b");
    if (figure && soFar) {
      figure.textContent = `${soFar.percent} %`;
      figure.nextSibling.textContent = ` ${soFar.way} Level 2`;
      while (figure.nextSibling.nextSibling) figure.nextSibling.nextSibling.remove();
    }
  }

  for (const item of form.querySelectorAll("[data-criterion]")) {
    cards.set(item.dataset.criterion, new Card(item));
  }
  const cardOf = (element) => cards.get(element.closest("[data-criterion]")?.dataset.criterion);

  form.addEventListener("input", ({ target }) => {
    if (target.matches("textarea, input:not([type=radio])")) cardOf(target)?.change(TYPING);
  });
  form.addEventListener("change", ({ target }) => {
    if (target.matches("[type=radio]")) cardOf(target)?.change(0);
  });
  form.addEventListener("click", (event) => {
    const still = event.target.closest("button[value^='criterion:']");
    if (!still) return;
    event.preventDefault();
    const card = cardOf(still);
    card.confirm = still.value;
    card.change(0);
  });
  // The form holds everything: whatever is still waiting, or under way, goes with it.
  form.addEventListener("submit", () => {
    isLeaving = true;
    leaving.abort();
  });
  addEventListener("pageshow", () => {
    isLeaving = false;
    leaving = new AbortController();
  });
  addEventListener("online", () => {
    for (const card of cards.values()) if (card.isDirty && card.attempts > 0) card.after(0);
  });
  addEventListener("beforeunload", (event) => {
    const isUnsaved = [...cards.values()].some((card) => card.isDirty || card.isSending);
    if (isUnsaved && !isLeaving) event.preventDefault();
  });
})();

// The page works without this script; with it, it is live. Every word it shows comes
// from the page, which the server wrote in the person's language.
"use strict";

const $ = (id) => document.getElementById(id);
const log = $("log"), wait = $("wait"), notice = $("notice"), text = $("text"), over = $("over"), newer = $("newer");
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
const words = (id) => $(id).content.firstElementChild.cloneNode(true);
const show = (box, ...nodes) => box.replaceChildren(...nodes);
const remember = (key, value) => { try { value ? sessionStorage.setItem(key, value) : sessionStorage.removeItem(key); } catch { /* private mode */ } };
const recall = (key) => { try { return sessionStorage.getItem(key) || ""; } catch { return ""; } };
document.documentElement.classList.add("js");

// ---- Acts: what the person does, sent until the server has it. ----

// unsent are the acts the server does not have yet, oldest first. An act keeps its id,
// so that sending it twice does it once.
const unsent = [];
let last = null; // the act whose answer is awaited

function newID() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
}

function newAct(path, fields) {
  const body = new URLSearchParams(fields);
  body.set("id", newID());
  body.set("zone", zone);
  return { path, body: body.toString(), id: body.get("id"), text: body.get("text") };
}

async function deliver(act) {
  if (!unsent.includes(act)) unsent.push(act);
  keep();
  let answer;
  try {
    answer = await fetch(act.path, {
      method: "POST", body: act.body, signal: AbortSignal.timeout(15000),
      headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" },
    });
  } catch {
    return hold(act, "");
  }
  if (answer.status === 429 || answer.status >= 500) return hold(act, await answer.text());
  drop(act);
  if (!answer.ok) refused(act, await answer.text());
  else if (bubbleOf(act.id)?.nextElementSibling?.matches(".theirs")) settle(); // sent again, answered before
}

const bubbleOf = (id) => log.querySelector(`[data-act="${CSS.escape(id)}"]`);

// hold keeps an act for a next try.
function hold(act, why) {
  settle();
  if (why) say(notice, why);
  if (act.undo) { drop(act); act.undo(); if (!why) show(notice, words("t-offline")); return; }
  const bubble = act.bubble?.isConnected ? act.bubble : null;
  if (!bubble && !why) show(notice, words("t-offline"));
  if (!bubble || bubble.querySelector(".unsent")) return;
  const again = words("t-unsent");
  again.querySelector("button").onclick = () => retry(act);
  bubble.append(again);
  setTimeout(() => bubble.scrollIntoView({ block: "nearest" }), 50); // once there is room for the notice
}

function retry(act) {
  act.bubble?.querySelector(".unsent")?.remove();
  think(act);
  deliver(act);
}

// refused gives back what the server will not take.
function refused(act, why) {
  settle();
  say(notice, why);
  act.undo?.();
  act.bubble?.remove();
  if (act.text) { text.value = [act.text, text.value].filter(Boolean).join("\n"); typed(); }
}

function drop(act) {
  const i = unsent.indexOf(act);
  if (i >= 0) unsent.splice(i, 1);
  act.bubble?.querySelector(".unsent")?.remove();
  keep();
}

// keep lets questions that were not sent survive a reload.
function keep() {
  const said = unsent.filter((a) => a.text && !a.fixed).map(({ path, body, id, text }) => ({ path, body, id, text }));
  remember("unsent", said.length ? JSON.stringify(said) : "");
}

function ask(question, fixed) {
  const act = newAct("/say", { text: question });
  act.fixed = fixed;
  bubbleFor(act);
  think(act);
  deliver(act);
}

function bubbleFor(act) {
  act.bubble = words("t-mine");
  act.bubble.dataset.act = act.id;
  act.bubble.querySelector("p").textContent = act.text;
  log.append(act.bubble);
}

// ---- Waiting: shown at once, and never for ever. ----

let slow, patience = 12000; // milliseconds
function think(act) {
  last = act;
  show(notice);
  show(wait, words("t-thinking"));
  wait.scrollIntoView({ block: "nearest" });
  clearTimeout(slow);
  slow = setTimeout(() => {
    const p = words("t-slow");
    p.querySelector("button").onclick = () => { connect(); last ? retry(last) : location.reload(); };
    show(wait, p);
    wait.scrollIntoView({ block: "nearest" });
  }, patience);
}

function settle() {
  clearTimeout(slow);
  show(wait);
  for (const b of log.querySelectorAll("[aria-busy]")) b.removeAttribute("aria-busy");
}

function say(box, line) {
  const p = document.createElement("p");
  p.textContent = line;
  show(box, p);
}

// ---- The conversation. ----

// place puts a message where it belongs: over the one it changes, or at the end.
function place(html, answer) {
  const t = document.createElement("template");
  t.innerHTML = html;
  const el = t.content.firstElementChild;
  if (!el) return;
  const act = el.dataset.act;
  const old = $(el.id) || (act && bubbleOf(act));
  const awaited = wait.hasChildNodes();
  const below = innerHeight + scrollY > document.documentElement.scrollHeight - 160;
  if (old?.isEqualNode(el)) return;
  if (old) morph(old, el); else log.append(el);
  if (!answer) return;
  settle();
  if (old) return inView(old);
  if (awaited || below) {
    const before = el.previousElementSibling;
    const start = before?.matches(".mine") && before.offsetHeight < innerHeight / 3 ? before : el;
    start.scrollIntoView({ block: "start" });
    if (last?.card?.contains(document.activeElement)) el.focus({ preventScroll: true });
  } else {
    unread = el;
    newer.hidden = false;
  }
}

// unread is the newest message that came by itself, until it is in view.
let unread;
newer.addEventListener("click", () => { unread.scrollIntoView({ block: "start" }); unread.focus({ preventScroll: true }); });
addEventListener("scroll", () => {
  if (!newer.hidden && unread.getBoundingClientRect().top < innerHeight) newer.hidden = true;
}, { passive: true });

function inView(el) {
  const top = el.getBoundingClientRect().top;
  if (top < 0 || top > innerHeight * 0.7) el.scrollIntoView({ block: "start" });
}

// morph makes old like el and touches only what differs, so that the focus stays and a
// screen reader hears only what is new.
function morph(old, el) {
  if (old.isEqualNode(el)) return;
  if (old.nodeType !== el.nodeType || old.nodeName !== el.nodeName) return old.replaceWith(el);
  if (old.nodeType !== Node.ELEMENT_NODE) { old.nodeValue = el.nodeValue; return; }
  for (const { name } of [...old.attributes]) if (!el.hasAttribute(name) && name !== "open") old.removeAttribute(name); // what was folded open stays so
  for (const { name, value } of el.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  if (old.matches("[type=checkbox]") && !ticking.has(old.value)) old.checked = el.checked;
  const have = [...old.childNodes], want = [...el.childNodes];
  want.forEach((node, i) => (i < have.length ? morph(have[i], node) : old.append(node)));
  have.slice(want.length).forEach((node) => node.remove());
}

// ---- The stream of what is new. ----

// alive is when the server last gave a sign; parked means that newer windows have the
// conversation, so that this one waits until it is looked at.
let stream, seq = log.dataset.seq, alive = 0, parked = false, pause = 1000, later;
function connect() {
  clearTimeout(later);
  stream?.close();
  alive = Date.now();
  if (parked) show(notice);
  parked = false;
  stream = new EventSource(`/events?after=${seq}&zone=${encodeURIComponent(zone)}`);
  for (const name of ["message", "answer"]) {
    stream.addEventListener(name, (e) => { alive = Date.now(); place(e.data, name === "answer"); seq = e.lastEventId || seq; });
  }
  stream.addEventListener("beat", () => { alive = Date.now(); });
  stream.addEventListener("reload", () => { stream.close(); location.reload(); });
  stream.addEventListener("moved", () => {
    stream.close();
    parked = true;
    const p = words("t-moved");
    p.querySelector("button").onclick = connect;
    show(notice, p);
  });
  stream.onopen = () => {
    pause = 1000;
    if (notice.querySelector(".offline")) {
      const online = words("t-online");
      show(notice, online);
      setTimeout(() => online.remove(), 4000);
    }
    for (const act of [...unsent]) retry(act);
  };
  stream.onerror = () => {
    if (stream.readyState === EventSource.CLOSED) { later = setTimeout(connect, pause); pause = Math.min(2 * pause, 30000); }
    setTimeout(() => { if (stream.readyState !== EventSource.OPEN && !notice.hasChildNodes()) show(notice, words("t-offline")); }, 1500);
  };
}
const wake = () => { if (!document.hidden && (stream.readyState === EventSource.CLOSED || Date.now() - alive > 45000)) connect(); };
setInterval(() => { if (!parked) wake(); }, 15000);
document.addEventListener("visibilitychange", wake);
addEventListener("online", () => connect());

// ---- The question box. ----

new ResizeObserver(() => { document.documentElement.style.scrollPaddingBottom = $("dock").offsetHeight + 8 + "px"; }).observe($("dock"));

function typed() {
  const n = [...text.value.trim()].length - Number(text.dataset.max);
  over.textContent = n > 0 ? over.dataset.words.replace("{n}", n) : "";
  remember("draft", text.value);
  if (!CSS.supports("field-sizing", "content")) { text.style.height = "auto"; text.style.height = text.scrollHeight + "px"; }
}
text.addEventListener("input", typed);
let entered = false; // some keyboards send the line break all the same
text.addEventListener("keydown", (e) => {
  entered = e.key === "Enter" && !e.shiftKey && !e.isComposing;
  if (entered) { e.preventDefault(); $("composer").requestSubmit(); }
});
text.addEventListener("beforeinput", (e) => { if (entered && e.inputType === "insertLineBreak") e.preventDefault(); });

document.addEventListener("submit", (e) => {
  e.preventDefault();
  const form = e.target, by = e.submitter;
  if (form.id === "composer") {
    const question = text.value.trim();
    if (!question || over.textContent) return text.focus();
    text.value = "";
    typed();
    return ask(question);
  }
  if ("says" in form.dataset) return ask(by.value, true);
  const fields = new FormData(form, by);
  fields.delete("tick");
  const act = newAct(new URL(by?.hasAttribute("formaction") ? by.formAction : form.action).pathname, fields);
  act.card = form;
  think(act);
  by?.setAttribute("aria-busy", "true");
  deliver(act);
});

// A tick is sent when it is made; its box shows it at once.
const ticking = new Set();
log.addEventListener("change", async (e) => {
  const box = e.target;
  if (box.name !== "tick") return;
  const act = newAct("/press", { do: box.value, to: box.form.elements.to.value });
  act.undo = () => { box.checked = !box.checked; };
  ticking.add(box.value);
  await deliver(act);
  ticking.delete(box.value);
});

log.addEventListener("click", async (e) => {
  const button = e.target.closest(".copy");
  if (!button) return;
  const code = button.closest(".code").querySelector("code");
  let done = true;
  try {
    await navigator.clipboard.writeText(code.textContent);
  } catch {
    getSelection().selectAllChildren(code);
    done = document.execCommand("copy");
  }
  const label = button.textContent;
  $("said").textContent = done ? button.dataset.copied : button.dataset.failed;
  if (done) {
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = label; $("said").textContent = ""; }, 2000);
  } else say(notice, button.dataset.failed);
});

// ---- Begin where the person was. ----

history.scrollRestoration = "manual";
if (!text.value) text.value = recall("draft");
typed();
try {
  for (const act of JSON.parse(recall("unsent") || "[]")) {
    if (bubbleOf(act.id)) continue;
    bubbleFor(act);
    unsent.push(act);
  }
} catch { remember("unsent", ""); }
if ("waiting" in log.dataset) think(null);
const newest = [...log.querySelectorAll(".theirs")].pop();
if (newest) (newest.previousElementSibling?.matches(".mine") ? newest.previousElementSibling : newest).scrollIntoView({ block: "start" });
if (!matchMedia("(pointer: coarse)").matches) text.focus({ preventScroll: true });
connect();

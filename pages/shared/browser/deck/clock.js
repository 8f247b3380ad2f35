// How long a lecture has lasted; a refreshed page goes on counting.

const KEPT = "descent-lab-began-";

export function began(deck) {
  return kept(deck) ?? begin(deck, Date.now());
}

export function begin(deck, moment) {
  try {
    sessionStorage.setItem(KEPT + deck, moment);
  } catch {
    memory[deck] = moment;
  }
  return moment;
}

const memory = {};

function kept(deck) {
  try {
    return Number(sessionStorage.getItem(KEPT + deck)) || null;
  } catch {
    return memory[deck] ?? null;
  }
}

// 75 seconds are 1:15.
export function written(milliseconds) {
  const seconds = Math.max(Math.floor(milliseconds / 1000), 0);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

export function isOver(milliseconds, minutes) {
  return Boolean(minutes) && milliseconds > minutes * 60_000;
}

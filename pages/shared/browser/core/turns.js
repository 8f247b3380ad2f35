// Whose turn it is to tell Streamlit something. An order changes the address on the server; whatever else
// is told before the browser has heard of that would bring the old address along, and undo the order.
// So it waits.

const PATIENCE = 3000; // milliseconds until an order counts as lost

let ordered = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let lost;
/** @type {(() => void)[]} */
const waiting = [];

export function beginOrder() {
  ordered = true;
  clearTimeout(lost);
  lost = setTimeout(endOrder, PATIENCE);
}

export function endOrder() {
  ordered = false;
  clearTimeout(lost);
  for (const tell of waiting.splice(0)) tell();
}

/** @param {() => void} tell */
export function afterOrders(tell) {
  if (ordered) waiting.push(tell);
  else tell();
}

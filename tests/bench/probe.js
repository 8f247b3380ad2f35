// Watches a page for the bench: what is painted, and how long after the key or click it was.
window.__probe = (() => {
  const painted = () => {
    const figures = Object.values(window.__figures || {}).map((figure) => figure.painted);
    const stage = window.__stage && window.__stage.frame.node.isConnected ? window.__stage.painted : 0;
    return [stage, ...figures].join();
  };
  const busy = () => Object.values(window.__figures || {}).some((figure) => figure.busy);
  const seen = { first: [], whole: [], painted, busy };

  // From an event to the frame after the first change of what is painted, and to the last one.
  seen.watch = (at) => {
    const before = painted();
    let first = 0;
    let last = before;
    const look = (now) => {
      if (!first && painted() !== before) seen.first.push((first = now) - at);
      if (first && !busy() && painted() === last) return seen.whole.push(now - at);
      last = painted();
      if (now - at < 20000) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  };
  document.addEventListener("keydown", (event) => seen.watch(event.timeStamp), true);

  // A press that draws, or one that opens another page: then what was painted there is not ours.
  document.addEventListener(
    "click",
    (event) => {
      if (event.target.closest("[data-testid=stPageLink] a, .figure button.main"))
        seen.clicked = event.timeStamp;
    },
    true,
  );
  return seen;
})();

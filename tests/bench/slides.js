// Times each slide change: from the key to the frame after everything on the slide is drawn.

(() => {
  const times = [];
  const parts = () =>
    [...Object.values(window.__stages || {}), ...Object.values(window.__figures || {})].filter(
      (part) => part.parent.isConnected,
    );
  const drawn = (part) =>
    part.runs ? part.arrived && part.runs.length > 0 && part.painted > 0 : part.painted > 0 && !part.busy;
  const ready = () =>
    window.__deck.data.place === window.__deck.target && !window.__deck.place.pending && parts().every(drawn);

  document.addEventListener(
    "keydown",
    (event) => {
      if (!["ArrowRight", "ArrowLeft"].includes(event.key)) return;
      const before = window.__deck.data.place;
      const look = () => {
        if (window.__deck.data.place === before || !ready()) return requestAnimationFrame(look);
        const channel = new MessageChannel();
        channel.port1.onmessage = () => times.push(performance.now() - event.timeStamp);
        requestAnimationFrame(() => channel.port2.postMessage(0));
      };
      requestAnimationFrame(look);
    },
    true,
  );

  window.__slides = { times, ready };
})();

// When the picture that a key or the mouse asked for had been painted. Runs before the page does.
//
// seen.inputs are {at, value, painted}: the time stamp of the event itself, what the slider then
// said, and when a picture of just that value had been painted; null where another overtook it.

(() => {
  const seen = { inputs: [] };
  window.__seen = seen;
  let cause = 0;
  for (const type of ["keydown", "pointerdown", "pointermove"]) {
    window.addEventListener(type, (event) => (cause = event.timeStamp), true);
  }

  const heard = (value) => seen.inputs.push({ at: cause, value, painted: null });
  const unpainted = (value) => seen.inputs.filter((input) => !input.painted && input.value === value);

  // A message sent from within a frame arrives when that frame has been painted.
  function afterPaint(then) {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => then(performance.now());
      port2.postMessage(null);
    });
  }

  const drawn = (inputs) => afterPaint((now) => inputs.forEach((input) => (input.painted ??= now)));

  // Our stage: which answer belongs to which value is known from the requests it sends.
  seen.stage = (stage) => {
    const { change, draw, channel } = stage;
    const { send } = channel;
    const asked = new Map();
    stage.change = (...what) => {
      heard(null);
      change.apply(stage, what);
      seen.inputs.at(-1).value = stage.query.toString();
    };
    channel.send = (request) => {
      send.call(channel, request);
      if (request.kind === "runs") asked.set(request.id, request.query);
    };
    stage.draw = () => {
      draw.call(stage);
      const inputs = unpainted(asked.get(stage.painted));
      if (inputs.length) drawn(inputs);
    };
  };

  // The plain page says nothing, so its slider and its lines are compared after every change. A look
  // in every frame would be simpler, but Chromium lets an answer wait while a page asks for frames.
  seen.plain = () => {
    const value = () => document.querySelector("[data-testid=stSlider] input").ariaValueText;
    const lines = () =>
      Array.from(document.querySelectorAll(".js-line"), (line) => line.getAttribute("d")).join();
    let [said, picture] = [value(), lines()];
    const look = () => {
      if (value() !== said) heard((said = value()));
      const now = lines();
      if (now && now !== picture) drawn(unpainted(said));
      picture = now || picture;
    };
    const changes = { subtree: true, childList: true, attributeFilter: ["d", "aria-valuetext"] };
    new MutationObserver(look).observe(document.body, changes);
  };

  // Resolved when the picture of an input has been painted.
  seen.painted = (number) =>
    new Promise((resolve) => {
      const look = () => (seen.inputs[number]?.painted ? resolve() : setTimeout(look, 10));
      look();
    });

  // Milliseconds since 1970 at which the stage was there, and at which map and paths were painted.
  seen.opening = new Promise((resolve) => {
    let mounted;
    const look = () => {
      const stage = window.__stage;
      if (stage) mounted ??= performance.now();
      if (!stage?.painted || !stage.frame.map.plotted) return requestAnimationFrame(look);
      stage.frame.map.plotted.then(() =>
        afterPaint((now) => resolve([mounted, now].map((t) => performance.timeOrigin + t))),
      );
    };
    look();
  });

  // Every frame of so many milliseconds: when each was, and what the stage spent on scripts.
  seen.playing = (stage, duration) =>
    new Promise((resolve) => {
      const [frames, scripting, times] = [
        stage.frame.painter.ticker.frames,
        stage.frame.painter.ticker.scripting,
        [],
      ];
      const look = (now) => {
        times.push(now);
        if (now - times[0] < duration) return requestAnimationFrame(look);
        resolve({
          times,
          scripting:
            (stage.frame.painter.ticker.scripting - scripting) / (stage.frame.painter.ticker.frames - frames),
        });
      };
      requestAnimationFrame(look);
    });
})();

// Which slide: the one that was asked for last, while Streamlit is still drawing others.

const PATIENCE = 3000; // milliseconds until what was asked for counts as refused

export class Place {
  // ask(order) of Streamlit; gives the order's number
  constructor(ask) {
    this.ask = ask;
    this.target = 0;
    this.shown = 0;
    this.seen = {}; // how much of each slide has been revealed: going back hides nothing again
  }

  go(to, shown = this.seen[to] || 0) {
    this.target = to;
    this.shown = shown;
    this.since = performance.now();
    this.pending = this.ask({ do: "go", to, shown });
  }

  // Streamlit drew a slide; whether another one than before.
  adopt({ deck, place, shown, heard }) {
    if (deck !== this.deck) Object.assign(this, { deck, seen: {}, pending: null });
    const late = performance.now() - this.since > PATIENCE;
    if (heard >= this.pending || late) this.pending = null;
    const moved = place !== this.drawn;
    this.drawn = place;
    if (!this.pending) Object.assign(this, { target: place, shown });
    this.seen[place] = Math.max(this.seen[place] || 0, shown);
    return moved;
  }
}

// Which slide: the one that was asked for last, while Streamlit is still drawing others.

const PATIENCE = 3000; // milliseconds until what was asked for counts as refused

export class Place {
  /** @type {string} */ deck;
  /** @type {number | null} the order that was given last, until it is carried out */ pending = null;
  since = 0;

  /** @param {(order: object) => number} ask  of Streamlit; gives the order's number */
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

  begin(deck) {
    this.deck = deck;
    this.seen = {};
    this.pending = null;
  }

  // Streamlit drew a slide; whether another one than before.
  adopt({ deck, place, shown, heard }) {
    if (deck !== this.deck) this.begin(deck);
    const late = performance.now() - this.since > PATIENCE;
    if (this.pending === null || heard >= this.pending || late) this.pending = null;
    const moved = place !== this.drawn;
    this.drawn = place;
    if (!this.pending) Object.assign(this, { target: place, shown });
    this.seen[place] = Math.max(this.seen[place] || 0, shown);
    return moved;
  }
}

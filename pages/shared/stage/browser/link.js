// The address bar: the scenario, and how it is being looked at. Refreshing loses nothing.

const VIEW = ["panel", "axis", "mode", "step", "run"];

export class Link {
  constructor(experiment) {
    this.experiment = experiment;
    this.sent = [];
  }

  // What Streamlit sends back of our own making is no news, however late it comes.
  isEcho(query) {
    const meaning = canonical(query);
    const at = this.sent.indexOf(meaning);
    if (at >= 0) this.sent.splice(0, at + 1);
    return at >= 0 || meaning === canonical(this.experiment.query.toString());
  }

  text() {
    const { query, view, player } = this.experiment;
    const parameters = new URLSearchParams(window.location.search);
    for (const key of [...parameters.keys()]) if (!this.belongsToPage(key)) parameters.delete(key);
    for (const [key, value] of query.values) parameters.set(key, value);
    const shown = { ...view, step: player.playing ? null : Math.floor(player.t) };
    for (const key of VIEW) if (shown[key] !== null && shown[key] !== undefined) parameters.set(key, shown[key]);
    return parameters.toString();
  }

  belongsToPage(key) {
    return this.experiment.data.page_keys.includes(key);
  }

  // Only the address bar: how it is looked at is nothing to the server.
  remember() {
    const address = new URL(window.location.href);
    address.search = this.text();
    window.history.replaceState(window.history.state, "", address);
    return address.href;
  }

  rememberSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.remember(), 300);
  }

  // Keys repeat: Streamlit hears of the last one, so that its work does not delay the next picture.
  commitSoon() {
    clearTimeout(this.committing);
    this.committing = setTimeout(() => this.commit(), 150);
  }

  // The experiment itself changed: Streamlit runs the page again.
  commit() {
    clearTimeout(this.committing);
    this.sent.push(canonical(this.experiment.query.toString()));
    this.remember();
    this.experiment.component.setStateValue("link", this.text());
  }

  copy() {
    const address = this.remember();
    if (navigator.clipboard) return navigator.clipboard.writeText(address).then(() => address);
    return Promise.reject(new Error(address));
  }
}

// Python and JavaScript write some numbers differently; they mean the same.
export function canonical(query) {
  const value = (text) => text.split(",").map((part) => (part === "" || Number.isNaN(Number(part)) ? part : Number(part)));
  return JSON.stringify([...new URLSearchParams(query)].map(([key, text]) => [key, value(text)]).sort());
}

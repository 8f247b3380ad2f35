// Says what changed to those who asked to hear of it, in the order in which they asked.

export class Announcer {
  constructor() {
    this.hearers = new Map();
  }

  /**
   * @param {string} what  one or several names of changes, with blanks between them
   * @param {(news?: any) => void} hear
   */
  on(what, hear) {
    for (const name of what.split(" ")) this.hearers.set(name, [...(this.hearers.get(name) || []), hear]);
  }

  /** @param {string} name  @param {any} [news] */
  announce(name, news) {
    for (const hear of this.hearers.get(name) || []) hear(news);
  }
}

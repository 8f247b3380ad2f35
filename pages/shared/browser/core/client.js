// Asks the core and promises its answer. Of one line the newest question wins: one that was overtaken
// is never answered. A line is a kind of question, unless who asks has several of a kind.

/** @import { Answers } from "./types.js" */

export class Client {
  /**
   * @param {{ ask(kind: string, request: object, done: (answer: any) => void, line: string): void }} channel
   * @param {() => object} about  what every question says
   */
  constructor(channel, about) {
    this.channel = channel;
    this.about = about;
  }

  /**
   * @template {keyof Answers} Kind
   * @param {Kind} kind
   * @param {object} [own]
   * @param {string} [line]
   * @returns {Promise<Answers[Kind]>}
   */
  ask(kind, own = {}, line = kind) {
    return new Promise((resolve) => {
      this.channel.ask(kind, { ...this.about(), ...own }, resolve, line);
    });
  }
}

// Asks the core and promises its answer. Of one line the newest question wins: one that was overtaken
// is never answered. A line is a kind of question, unless who asks has several of a kind.

export class Client {
  // about() is what every question says
  constructor(channel, about) {
    this.channel = channel;
    this.about = about;
  }

  ask(kind, own = {}, line = kind) {
    return new Promise((resolve) => {
      this.channel.ask(kind, { ...this.about(), ...own }, resolve, line);
    });
  }
}

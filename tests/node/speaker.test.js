// What is read aloud, and when it leaves the page again.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Speaker } from "../../pages/shared/browser/widgets/speaker.js";

beforeEach(() => {
  globalThis.document = { createElement: () => ({ setAttribute() {}, append() {} }) };
  mock.timers.enable({ apis: ["setTimeout"] });
});

afterEach(() => {
  mock.timers.reset();
  delete globalThis.document;
});

test("of quick news the last is said, after a pause", () => {
  const speaker = new Speaker();
  speaker.say(() => "first");
  mock.timers.tick(600);
  speaker.say(() => "last");
  mock.timers.tick(600);
  assert.equal(speaker.node.textContent, undefined);
  mock.timers.tick(100);
  assert.equal(speaker.node.textContent, "last");
});

test("whoever reads on finds the sentence itself, and not twice", () => {
  const speaker = new Speaker();
  speaker.say(() => "a sentence");
  mock.timers.tick(700);
  mock.timers.tick(9_999);
  assert.equal(speaker.node.textContent, "a sentence");
  mock.timers.tick(1);
  assert.equal(speaker.node.textContent, "");
});

test("what has gone off the page says nothing more", () => {
  const speaker = new Speaker();
  speaker.say(() => "too late");
  speaker.close();
  mock.timers.tick(60_000);
  assert.equal(speaker.node.textContent, undefined);
});

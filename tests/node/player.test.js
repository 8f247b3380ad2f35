// Where in a run one is, and whether it goes on by itself.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Player } from "../../pages/shared/browser/stage/player.js";

function playing(length) {
  const player = new Player(() => 0);
  player.setLength(length);
  player.speed = 20;
  player.play();
  return player;
}

test("it plays to the end and stops there", () => {
  const player = playing(50);
  assert.equal(player.playing, true);
  player.advance(1);
  assert.equal(player.t, 20);
  player.advance(10);
  assert.deepEqual([player.t, player.playing], [50, false]);
  player.step(-1);
  assert.equal(player.t, 49);
});

test("before the start there is nothing, and rewinding stops it", () => {
  const player = playing(50);
  player.seek(-5);
  assert.equal(player.t, 0);
  player.advance(0.5);
  player.rewind();
  assert.deepEqual([player.t, player.playing], [0, false]);
});

test("a step from between two steps leads to the next whole one", () => {
  const player = playing(50);
  for (const [by, to] of [
    [1, 11],
    [-1, 10],
  ]) {
    player.seek(10.4);
    player.step(by);
    assert.equal(player.t, to);
  }
});

test("who rests at the end of a run is at the end of another, however long", () => {
  const player = playing(50);
  player.pause();
  player.seek(50);
  player.setLength(80);
  assert.equal(player.t, 80);
  player.seek(30);
  player.setLength(20);
  assert.equal(player.t, 20);
});

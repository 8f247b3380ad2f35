// Who may tell Streamlit something while an order is being carried out.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { afterOrders, beginOrder, endOrder } from "../../pages/shared/browser/core/turns.js";

test("what is told during an order waits for it, in order", () => {
  const told = [];
  afterOrders(() => told.push("before"));
  beginOrder();
  afterOrders(() => told.push("first"));
  afterOrders(() => told.push("second"));
  assert.deepEqual(told, ["before"]);
  endOrder();
  assert.deepEqual(told, ["before", "first", "second"]);
  endOrder();
  assert.equal(told.length, 3);
});

test("an order that is lost holds nobody up for ever", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const told = [];
  beginOrder();
  afterOrders(() => told.push("late"));
  mock.timers.tick(2999);
  assert.deepEqual(told, []);
  mock.timers.tick(1);
  assert.deepEqual(told, ["late"]);
  mock.timers.reset();
});

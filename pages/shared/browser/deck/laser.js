// A red dot that follows the mouse, for a hall that can't see the cursor.

import { element } from "../core/dom.js";

export class Laser {
  constructor(layer) {
    this.dot = element("div", { class: "laser", hidden: true });
    layer.append(this.dot);
    this.at = [window.innerWidth / 2, window.innerHeight / 2];
    document.addEventListener("pointermove", ({ clientX, clientY }) => this.move(clientX, clientY));
  }

  get on() {
    return !this.dot.hidden;
  }

  set(on) {
    this.dot.hidden = !on;
    document.documentElement.classList.toggle("pointing", on);
    this.move(...this.at);
  }

  move(x, y) {
    this.at = [x, y];
    if (this.on) this.dot.style.transform = `translate(${x}px, ${y}px)`;
  }
}

// Before Streamlit starts: the page is light or dark as was chosen here, else as the system is.
// Streamlit asks the browser, and listens, as any page does; so it switches without a reload.
(() => {
  const KEY = "descent-lab-shade";
  const QUERY = "(prefers-color-scheme: dark)";
  const ask = window.matchMedia.bind(window);
  const system = ask(QUERY);
  let unkept = null; // some browsers keep nothing; then it lasts as long as the page

  const chosen = () => {
    try {
      return localStorage.getItem(KEY) ?? unkept;
    } catch {
      return unkept;
    }
  };

  class Shade extends EventTarget {
    media = QUERY;

    get matches() {
      return chosen() === null ? system.matches : chosen() === "dark";
    }

    set(shade) {
      unkept = shade;
      try {
        localStorage.setItem(KEY, shade);
      } catch {
        // as long as the page
      }
      this.tell();
    }

    tell() {
      this.dispatchEvent(new Event("change"));
    }
  }

  const shade = new Shade();
  system.addEventListener("change", () => shade.tell());
  window.addEventListener("storage", ({ key }) => key === KEY && shade.tell());
  const answer = (/** @type {string} */ query) => (query === QUERY ? shade : ask(query));
  window.matchMedia = /** @type {typeof matchMedia} */ (answer);
})();

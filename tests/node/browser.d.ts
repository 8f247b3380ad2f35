// What the type checker does not know of the page that our scripts run in.

interface Window {
  Plotly: any; // plotly.js, loaded by draw/plotly.js
  // For tests and for whoever looks into a running page.
  __deck: import("../../pages/shared/browser/deck/deck.js").Deck;
  __figures: Record<string, import("../../pages/shared/browser/figure/figure.js").Figure>;
  __gallery: import("../../pages/shared/browser/site/gallery.js").Gallery;
  __first: import("../../pages/shared/browser/stage/firstminute.js").FirstMinute;
  __stage: import("../../pages/shared/browser/stage/stage.js").Stage | null;
  __stages: Record<string, import("../../pages/shared/browser/stage/stage.js").Stage>;
  __undoing: boolean;
}

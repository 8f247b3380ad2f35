// Addresses of what a lecture shows just now, for other screens.

export function ofDesk() {
  const address = new URL(window.location.href);
  address.searchParams.set("view", "presenter");
  return address;
}

// Without how a hall sees it: what a student opens on a screen of their own.
export function ofPage() {
  const address = new URL(window.location.href);
  for (const key of ["view", "zoom", "shown"]) address.searchParams.delete(key);
  return address;
}

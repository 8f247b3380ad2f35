// Bytes as text in a file, pressed together: gzip, then base64; and back.

import { fromBase64 } from "../core/packet.js";

const through = (parts, stream) => new Response(new Blob(parts).stream().pipeThrough(stream));

export async function packed(parts) {
  const pressed = await through(parts, new CompressionStream("gzip")).blob();
  const reader = new FileReader();
  const read = new Promise((resolve, reject) =>
    Object.assign(reader, { onload: resolve, onerror: () => reject(reader.error) }),
  );
  reader.readAsDataURL(pressed);
  await read;
  const address = /** @type {string} */ (reader.result);
  return address.slice(address.indexOf(",") + 1);
}

export const unpacked = (text) => through([fromBase64(text)], new DecompressionStream("gzip")).arrayBuffer();

// What the core answers: [header length, u32][header, JSON][padding to 8][arrays, little-endian].

/** @import { Numbers, Packet } from "./types.js" */

const KINDS = { f4: Float32Array, f8: Float64Array, u2: Uint16Array };

/** @param {ArrayBuffer} buffer  @returns {Packet & Record<string, any>} */
export function decode(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  let offset = Math.ceil((4 + length) / 8) * 8;
  /** @type {Numbers[]} */
  const arrays = (header.arrays || []).map(([kind, count]) => {
    const array = new KINDS[kind](buffer, offset, count);
    offset += count * array.BYTES_PER_ELEMENT;
    return array;
  });
  return { ...header, arrays, buffer, bytes: buffer.byteLength };
}

/** @param {string} text */
export function fromBase64(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
}

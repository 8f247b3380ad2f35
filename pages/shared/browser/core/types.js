// Shapes that cross files, as the type checker reads them. Nothing here runs, and nobody imports it but
// in comments: `@import { Run } from "../core/types.js"`. What a class holds stands in the class.

/**
 * @typedef {Record<string, string>} Words  Of one part of the page, in the viewer's language.
 * @typedef {[x: number, y: number]} Pair
 * @typedef {[left: number, right: number, low: number, high: number]} Box
 * @typedef {{ width: number, height: number }} Size
 * @typedef {Float64Array<ArrayBuffer>} Numbers  Or, which is the same to whoever reads them, of fewer bits.
 * @typedef {HTMLCanvasElement & { density?: number }} Canvas  With pixels of its own for one on the screen.
 * @typedef {CanvasRenderingContext2D} Context
 */

/**
 * What a part of the page is given by Streamlit.
 * @template [Data=any]
 * @typedef {object} Component
 * @property {Data} data
 * @property {HTMLElement} parentElement
 * @property {(name: string, value: unknown) => void} setStateValue
 * @property {(name: string, value: unknown) => void} [setTriggerValue]
 */

/**
 * An answer of the core: the header's own values beside these.
 * @typedef {object} Packet
 * @property {Numbers[]} arrays
 * @property {ArrayBuffer} buffer
 * @property {number} bytes
 * @property {number} [id]  of the request that it answers
 * @property {boolean} [more]  whether others follow it
 * @property {[en: string, zh: string][]} [problems]
 */

/**
 * Slider, switch, list or box for a setting, bound to keys of the query.
 * @typedef {object} Control
 * @property {string} id
 * @property {string[]} keys
 * @property {string} title
 * @property {string} symbol
 * @property {"linear" | "log" | "switch" | "choice" | "text" | "value"} scale
 * @property {number} low  of the slider, as far as `high`
 * @property {number} high
 * @property {number} least  that has a meaning, as far as `most`
 * @property {number} most
 * @property {number} step  0 where any value will do
 * @property {boolean} whole
 * @property {[key: string, value: number][]} [idle]  other settings at which this one has no effect
 * @property {[value: string, text: string][]} [options]  of a choice
 * @property {boolean} [list]  whether a choice is always a list
 * @property {number} [run]  the run in whose focus it is shown
 */

/**
 * A value of a setting with a name, beside its slider.
 * @typedef {object} Mark
 * @property {string} knob
 * @property {string[]} keys
 * @property {number} value
 * @property {string} label
 * @property {string} title
 * @property {[keys: string[], value: number][]} set
 */

/**
 * @typedef {object} Look
 * @property {string} colour
 * @property {number[]} dash
 * @property {string} marker
 */

/**
 * A run as the views draw it.
 * @typedef {object} Run
 * @property {string} name  and, without what a comparison calls its side, `title`
 * @property {string} title
 * @property {string} optimizer
 * @property {Look} look
 * @property {boolean} pinned
 * @property {number} strength  from 0, invisible, to 1
 * @property {Numbers} path  x and y in turn
 * @property {Numbers} loss
 * @property {number} points  of the path: one more than its steps
 * @property {"finished" | "converged" | "stalled" | "diverged" | "domain"} status
 * @property {string} statusWord
 * @property {number} stoppedAt
 * @property {number} reached  the step that came within the target; -1: never
 * @property {number} left  the step that left the map; infinite: never
 * @property {number | null} [floor]  of its own ground, where it has one
 * @property {number} batch  samples of each update, of `samples` in all
 * @property {number} samples
 * @property {number} [seconds]  of one update
 * @property {(step: number) => string} badge  what is said where it left the map
 */

/**
 * The ground of a map.
 * @typedef {object} Surface
 * @property {Numbers} grid  of heights, row by row from below
 * @property {number} columns
 * @property {Box} window
 * @property {Pair[]} minima
 * @property {[x: string, y: string]} axes
 * @property {"log" | "linear"} contours
 * @property {number} floor
 * @property {number} highest
 * @property {Mark[]} marks
 */

/**
 * One update after another of a run: what is shown in which order, and every quantity.
 * @typedef {object} Film
 * @property {string} optimizer
 * @property {FilmFrame[]} frames
 * @property {string[]} formula  in MathML
 * @property {string[]} code
 * @property {Record<string, number>} knobs
 * @property {Numbers} rates  the learning rate of each update
 * @property {Record<string, Numbers>} values  pairs, one for each update
 *
 * @typedef {object} FilmFrame
 * @property {string} term  of the formula
 * @property {string} words
 * @property {string} seen  said where the arrows can be seen
 * @property {number} line  of the code; -1: none
 * @property {string[]} arrows
 * @property {string[]} squares
 */

/**
 * A table as it is read, with what it shows.
 * @typedef {object} Table
 * @property {string} caption
 * @property {string[]} header
 * @property {(string | number | null | undefined)[][]} rows
 */

export {};

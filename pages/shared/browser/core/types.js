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
 * @property {number} id  of the request that it answers
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
 * @property {string} square  the quantity that it divides by the root of; "": none
 * @property {Mean[]} means
 * @property {Numbers} rates  the learning rate of each update
 * @property {Record<string, Numbers>} values  pairs, one for each update
 *
 * @typedef {object} Mean  A memory, as the weighted sum of past gradients or of their squares.
 * @property {string} memory
 * @property {"g" | "g²"} of
 * @property {string} decay  the knob that each step older multiplies the weight by
 * @property {string} symbol  of that knob
 * @property {string} correction  the knob that says whether what the weights lack of 1 is made up for
 * @property {boolean} shares  of a mean; else of a sum
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

/**
 * A plot as the core says it; its traces as Plotly has them, but for `look`, `role`, `area` and `tint`.
 * @typedef {import("../draw/traces.js").Plot} Plot
 */

/**
 * What the core answers, by what it was asked.
 * @typedef {object} Answers
 * @property {RunsAnswer} runs
 * @property {Packet & Omit<Surface, "grid" | "highest" | "floor"> & { floor: number | null }} surface
 * @property {Packet & { parts: { title: string, cancelled: number, remembers: boolean }[] }} parts
 * @property {Packet & { best: Best[], sorry?: string }} rates
 * @property {RateAnswer} rate
 * @property {PanelAnswer} panel
 * @property {Packet & Omit<Film, "rates" | "values"> & { names: string[] }} film
 * @property {Packet} slope
 * @property {Packet & { inputs: number }} samples
 * @property {BatchAnswer} batch
 * @property {Packet & { seconds: number[] }} pace  of one update of each run
 * @property {Packet & { formulas: [title: string, lines: string[]][] }} formulas
 *
 * @typedef {Packet & {
 *   runs: [status: Run["status"], stoppedAt: number, reached: number, left: number][],
 *   floor: number | null, samples: number, batches: number[],
 * }} RunsAnswer
 *
 * @typedef {{ lr: number, beta: number, label: string }} Best
 * @typedef {number | "diverges" | "too_fast"} Rate
 * @typedef {Packet & { lr: number, beta: number, predicted: Rate, measured: Rate, sorry?: string }} RateAnswer
 *
 * @typedef {[header: string[], rows: (string | number | null)[][]] | null} Results
 * @typedef {Packet & {
 *   name: string, plots: Plot[], sentence: string, table: Results, cursor: boolean,
 * }} PanelAnswer
 *
 * @typedef {Packet & {
 *   step: number, size: number, columns: number, window: Box, whole: boolean, ends: [number, number],
 * }} BatchAnswer  Of a surface without samples only `step`, and a `size` of 0.
 */

/**
 * What the page says of a stage, with what it says of all alike.
 * @typedef {object} StageData
 * @property {string} query
 * @property {View} view
 * @property {string} language
 * @property {Words} words
 * @property {string[]} names  of the runs, as far as the page names them
 * @property {Control[]} controls
 * @property {string[]} panels
 * @property {("map" | "mesh" | "slope")[]} modes
 * @property {string} key  of this stage on its page
 * @property {string} scene
 * @property {string} session
 * @property {number} target  distance from the minimum at which a run has arrived
 * @property {number} most_runs
 * @property {boolean} race
 * @property {boolean} fixed  whether nothing but the sliders can be turned
 * @property {boolean} compares  whether runs can be pinned and compared
 * @property {boolean} address  whether the address bar is its own
 * @property {boolean} still  whether it is for paper
 * @property {string[]} page_keys  of the address that are the page's
 * @property {string} plotly
 * @property {string} channel
 * @property {string} save
 * @property {string} shell
 * @property {boolean} [away]  whether it is a file that somebody took away
 * @property {number} [shape]  of the map, where it has to keep it
 * @property {Record<string, string>} optimizers  titles
 * @property {Record<string, Record<string, string>>} symbols  of the knobs of each optimiser
 * @property {Record<string, Record<string, number>>} defaults
 * @property {Record<string, { title: string, symbols: Record<string, string> }>} schedules
 * @property {Record<string, { title: string, symbols: Record<string, string> }>} grounds
 *
 * @typedef {object} View  How the experiment is looked at.
 * @property {string} panel
 * @property {"log" | "linear"} axis
 * @property {string} unit
 * @property {"map" | "mesh" | "slope"} mode
 * @property {number | null} [step]
 * @property {number | null} [run]
 */

export {};

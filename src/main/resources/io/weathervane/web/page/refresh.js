/** Asks again and again: sooner when all is well, later while it fails, never while nobody looks. */

const USUAL = 5_000;
const LONGEST = 60_000;

/** One question that is repeated. A newer one ends the older, whose answer is then never shown. */
export class Refresher {
  #load;
  #show;
  #fail;
  #timer = 0;
  #controller = null;
  #failures = 0;
  #paused = false;
  // whether what was asked last is still without an answer
  #due = false;

  /**
   * @param {(signal: AbortSignal) => Promise<any>} load
   * @param {(answer: any) => void} show
   * @param {(error: Error, seconds: number) => void} fail with the seconds until the next try
   */
  constructor(load, show, fail) {
    this.#load = load;
    this.#show = show;
    this.#fail = fail;
    document.addEventListener("visibilitychange", () => (document.hidden ? this.#stop() : this.#resume()));
  }

  /** Asks at once, also while it is paused. */
  async now() {
    this.#stop();
    this.#due = true;
    const controller = new AbortController();
    this.#controller = controller;
    const begin = performance.now();
    let wait = USUAL;
    try {
      const answer = await this.#load(controller.signal);
      if (controller.signal.aborted) {
        return;
      }
      this.#failures = 0;
      this.#show(answer);
      this.#due = false;
      // a slow server is not asked all the time
      wait = Math.max(USUAL, 3 * (performance.now() - begin));
    } catch (e) {
      if (controller.signal.aborted) {
        return;
      }
      // what goes wrong elsewhere than on the wire is for the developer
      console.warn(e);
      wait = Math.min(LONGEST, USUAL * 2 ** this.#failures++);
      this.#fail(e, Math.round(wait / 1000));
    }
    if (!document.hidden && this.#goesOn()) {
      this.#timer = setTimeout(() => this.now(), wait);
    }
  }

  /** @param {boolean} paused */
  pause(paused) {
    this.#paused = paused;
    if (!paused) {
      this.now();
    } else if (!this.#goesOn()) {
      clearTimeout(this.#timer);
    }
  }

  #resume() {
    if (this.#goesOn()) {
      this.now();
    }
  }

  /** Also while it is paused it tries until there is an answer, so that a trouble ends by itself. */
  #goesOn() {
    return !this.#paused || this.#due;
  }

  #stop() {
    clearTimeout(this.#timer);
    this.#controller?.abort();
  }
}

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
    // one that fails goes on trying, so that its trouble ends by itself
    if (!document.hidden && (!this.#paused || this.#failures > 0)) {
      this.#timer = setTimeout(() => this.now(), wait);
    }
  }

  /** @param {boolean} paused */
  pause(paused) {
    this.#paused = paused;
    if (paused) {
      clearTimeout(this.#timer);
    } else {
      this.now();
    }
  }

  #resume() {
    if (!this.#paused) {
      this.now();
    }
  }

  #stop() {
    clearTimeout(this.#timer);
    this.#controller?.abort();
  }
}

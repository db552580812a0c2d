// The voice on the simulated telephone: clips played one after another, each with its caption.
//
// The captions go on by themselves where nothing sounds (no network, a browser that forbids sound, a clip that is
// missing, a learner who wants quiet), so that a call always comes to its end.

/**
 * @typedef {object} Clip  one entry of static/audio/clips.yaml in one language
 * @property {string} src  the address of its file
 * @property {string} text  what it says
 *
 * @typedef {object} Caption
 * @property {number} index  the clip's place in the list
 * @property {string} text
 * @property {boolean} audible  false: it is only shown
 */

const PAUSE = 250; // ms after a clip
const DIGIT_PAUSE = 800; // ms after a digit: with it, each has more than a second to be written down
const STALL = 3000; // ms without any progress of the sound after which nobody waits for it
const READING = 65; // ms a character: about the speed of speech
const SHORTEST = 700; // ms that any caption is shown

/** The clips that spell a code, one a digit, leading zeros too. @param {string} code @returns {string[]} ids */
export function spell(code) {
  return [...code].map((digit) => `digit-${digit}`);
}

/** ms of quiet after a clip. @param {Clip} clip */
function pauseAfter({ text }) {
  return /^\d$/.test(text) ? DIGIT_PAUSE : PAUSE;
}

/** The clips that tell a code: twice, digit by digit. @param {string} code @returns {string[]} ids */
export function reading(code) {
  return ["your-code-is", ...spell(code), "i-repeat", ...spell(code)];
}

export class Speaker {
  /** Show the captions at the same pace, without sound. It takes effect from the next clip on. */
  muted = false;

  // One element for every clip: phones let sound only the element that a press started.
  #audio = new Audio();
  #ahead = new Audio();
  #rate = 1;
  #current = new AbortController();

  /** 1 is the recorded speed; 0.5 to 2 is still understood. Sound follows at once, a caption from the next on. */
  get rate() {
    return this.#rate;
  }

  set rate(rate) {
    if (!(rate > 0)) throw new RangeError("rate: a number above 0");
    this.#rate = rate;
    this.#audio.playbackRate = rate;
  }

  /**
   * Say the clips in order; what was being said before stops. Call it straight from a press on a key: browsers
   * refuse sound that nobody asked for, and then this goes on with the captions alone.
   *
   * @param {Clip[]} clips
   * @param {object} [options]
   * @param {(caption: Caption) => void} [options.onCaption]  called once for each clip, when it begins
   * @param {AbortSignal} [options.signal]  stops it, as `stop` does
   * @param {(clip: Clip) => number} [options.pause]  ms between a clip and the next one at rate 1
   * @returns {Promise<boolean>} whether it came to its end; false if it was stopped. It never rejects for want of sound.
   */
  async play(clips, { onCaption = () => {}, signal, pause = pauseAfter } = {}) {
    const stopped = this.#begin(signal);
    let silent = false;
    for (const [index, clip] of clips.entries()) {
      if (index > 0) await wait(pause(clips[index - 1]) / this.#audio.playbackRate, stopped);
      if (stopped.aborted) return false;
      const caption = (audible) => onCaption({ index, text: clip.text, audible });
      const outcome = silent || this.muted ? "silent" : await this.#sound(clip, clips[index + 1], caption, stopped);
      if (stopped.aborted) return false;
      if (outcome === "sounded") continue;
      // A network that hangs would hold up every clip again.
      silent ||= outcome === "stalled";
      caption(false);
      await wait(readingTime(clip.text) / this.#rate, stopped);
    }
    return !stopped.aborted;
  }

  /** Fall silent at once. */
  stop() {
    this.#current.abort();
  }

  /** @returns {AbortSignal} that of what begins now */
  #begin(signal) {
    this.stop();
    const current = new AbortController();
    this.#current = current;
    if (signal?.aborted) current.abort();
    signal?.addEventListener("abort", () => current.abort(), { once: true, signal: current.signal });
    return current.signal;
  }

  /**
   * Play one clip, and fetch the one after it meanwhile.
   * @returns {Promise<"sounded" | "silent" | "stalled">} sounded as soon as anything of it was heard
   */
  #sound(clip, next, caption, stopped) {
    const audio = this.#audio;
    return new Promise((resolve) => {
      const done = new AbortController();
      let heard = false;
      let watch = 0;
      const finish = (outcome) => {
        if (done.signal.aborted) return;
        done.abort();
        clearTimeout(watch);
        audio.pause();
        resolve(heard ? "sounded" : outcome);
      };
      const alive = () => {
        clearTimeout(watch);
        watch = setTimeout(finish, STALL, "stalled");
      };
      const on = (target, type, listener) => target.addEventListener(type, listener, { signal: done.signal });
      on(stopped, "abort", () => finish("silent"));
      on(audio, "ended", () => finish("silent"));
      on(audio, "error", () => finish("silent"));
      on(audio, "timeupdate", alive);
      on(audio, "playing", () => {
        alive();
        if (heard) return;
        heard = true;
        caption(true);
        if (next) this.#ahead.src = next.src;
      });
      alive();
      audio.src = clip.src;
      // Loading sets the rate back to the default one.
      audio.defaultPlaybackRate = audio.playbackRate = this.#rate;
      audio.play().catch(() => finish("silent"));
    });
  }
}

function readingTime(text) {
  return Math.max(SHORTEST, text.length * READING);
}

/** Resolves after so many ms, or at once when stopped. @returns {Promise<void>} */
function wait(ms, stopped) {
  return new Promise((resolve) => {
    if (stopped.aborted) return resolve();
    const timer = setTimeout(finish, ms);
    stopped.addEventListener("abort", finish, { once: true });
    function finish() {
      clearTimeout(timer);
      stopped.removeEventListener("abort", finish);
      resolve();
    }
  });
}

// On a developer's machine the functions and the simulated platform share one clock. The platform's is the one that is
// advanced; this puts the `Date` of the functions' process as far ahead of real time. Timers go on in real time.

const RealDate = globalThis.Date;
let offsetMs = 0;

class SharedDate extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + offsetMs);
    else super(...given);
  }

  static now() {
    return RealDate.now() + offsetMs;
  }
}

/** @param {number} ms how far ahead of real time every `Date` of this process is from now on */
export const setClockAhead = (ms) => {
  offsetMs = ms;
  globalThis.Date = SharedDate;
};

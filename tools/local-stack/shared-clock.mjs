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

/**
 * Lets each schedule of serverless-offline go on from the present moment of the clock. It goes from one minute to the next, so after a
 * jump it would catch up on every minute between, or wait until the clock is there again.
 *
 * @param {{ scheduledJobs: Record<string, any> }} nodeSchedule the instance that has the schedules
 */
export const goOnFromNow = ({ scheduledJobs }) => {
  for (const job of Object.values(scheduledJobs)) {
    for (const { recurrenceRule } of job.pendingInvocations) recurrenceRule?.reset?.(new Date());
    job.cancelNext(true);
  }
};

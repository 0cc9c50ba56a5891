import type { Apps, NumberRecord, NumberState } from '../state/apps.ts';
import type { Pushes } from './pushes.ts';

/** A number with its new state, and why; causes are those of state 10 (`numstatus_notify_axb`). */
export type NumberChange = { x: string; state: NumberState; cause?: string };

/** Changes number states and tells the customer. */
export type NumberStatus = {
  /**
   * Changes all, then pushes them in one push for each application, unless `notify` is false. Answers the number of pushes.
   *
   * @throws for numbers nobody has, and for other counts than 1 to 100; nothing is changed then.
   */
  change(changes: readonly NumberChange[], notify: boolean): Promise<number>;
};

const MOST_ENTRIES = 100;

/** Number states of one platform. Source: `numstatus_notify_axb`. */
export const createNumberStatus = (apps: Apps, pushes: Pushes): NumberStatus => {
  const ownerOf = (change: NumberChange): { change: NumberChange; appKey: string; number: NumberRecord } => {
    const owner = apps.ownerOf(change.x);
    if (!owner) throw new Error('No application has this X number');
    return { change, appKey: owner.app.appKey, number: owner.number };
  };
  const entryOf = ({ x, state, cause }: NumberChange) => ({
    number: x,
    status: String(state),
    ...(cause === undefined ? {} : { cause }),
  });

  return {
    async change(changes, notify) {
      if (changes.length === 0 || changes.length > MOST_ENTRIES)
        throw new Error(`A number status push has 1 to ${MOST_ENTRIES} entries`);
      const owned = changes.map(ownerOf);
      for (const { change, number } of owned) number.state = change.state;
      if (!notify) return 0;
      const byApp = Map.groupBy(owned, ({ appKey }) => appKey);
      for (const [appKey, ofApp] of byApp) {
        const numInfo = ofApp.map(({ change }) => entryOf(change));
        await pushes.send({ appKey, kind: 'numberStatus', body: { eventType: 'numStatus', numInfo } });
      }
      return byApp.size;
    },
  };
};

import { TRAITS } from '../modes/traits.ts';
import type { Push } from '../pushes/delivery.ts';
import type { Pushes } from '../pushes/pushes.ts';
import type { Recordings } from '../recordings/recordings.ts';
import { secondsAfter } from '../state/clock.ts';
import type { Platform } from '../state/platform.ts';
import { cdrOf, eventBody } from './call-bodies.ts';
import { type CallRecord, cutShort, type RecordedAs } from './call-record.ts';
import type { DecidedCall } from './call-routing.ts';
import { type CallEvent, eventsOf } from './call-times.ts';
import type { PlaceCall } from './place-call.ts';
import type { RunningCall } from './terminate-call.ts';

/** A call that was decided. */
export type PacedCall = { record: CallRecord; call: PlaceCall; decided: DecidedCall };

/** Lets a call take its course and tells it. */
export type CallPace = {
  /** All at once: every push is answered when this resolves. */
  runAtOnce(call: PacedCall): Promise<void>;
  /** As the clock moves; the call is in `running` until it ends. */
  runOnClock(call: PacedCall): Promise<void>;
  waitingCdrs(): number;
  clear(): void;
};

const SHORTEST_RECORDING_SECONDS = 3;

/** The push of one event. */
export const eventPush = ({ dialect }: Platform, record: CallRecord, event: CallEvent): Push => ({
  appKey: record.appKey,
  kind: 'callEvents',
  body: eventBody(record, event, dialect),
});

/** The events still to be told: a live `callin` went out before the call was decided. */
const keptEvents = ({ record, call }: PacedCall): CallEvent[] =>
  eventsOf(record.times).filter(
    ({ type }) =>
      !(call.withholdEvents ?? []).includes(type) && !(TRAITS[record.mode].liveCallin && type === 'callin'),
  );

/** The pace of one platform's calls. */
export const createCallPace = (
  platform: Platform,
  pushes: Pushes,
  recordings: Recordings,
  running: Map<string, RunningCall>,
): CallPace => {
  const { clock, apps, dialect } = platform;
  let waitingCdrs = 0;

  /** Decided at the end of the call, because only then its length is known. */
  const keepRecording = ({ record, call, decided: { route } }: PacedCall): RecordedAs | null => {
    const { answer, end } = record.times;
    if (route.kind !== 'connect' || !route.record || !answer || !apps.find(record.appKey)?.recording)
      return null;
    const talkSeconds = Math.floor((end.getTime() - answer.getTime()) / 1000);
    if (talkSeconds < SHORTEST_RECORDING_SECONDS)
      return call.shortRecording === 'flag-1' ? recordings.missing(record.appKey, answer) : null;
    const readyAt = secondsAfter(end, call.recordingDelaySeconds ?? 0);
    return recordings.add({ appKey: record.appKey, talkSeconds, readyAt }, answer);
  };

  const pushCdr = async ({ record, call }: PacedCall): Promise<void> => {
    if (call.withholdEvents?.includes('fee')) return;
    const send = (): Promise<void> =>
      pushes.sendCdr(record.appKey, cdrOf(record, dialect), () => {
        if (record.recorded) recordings.startRetention(record.recorded.objectName);
      });
    if (!call.cdrDelaySeconds) return send();
    waitingCdrs += 1;
    clock.at(secondsAfter(clock.now(), call.cdrDelaySeconds), 'cdr', () => {
      waitingCdrs -= 1;
      return send();
    });
  };

  const push = (record: CallRecord, event: CallEvent) => pushes.send(eventPush(platform, record, event));

  return {
    async runAtOnce(paced) {
      const { record } = paced;
      record.recorded = keepRecording(paced);
      const events = keptEvents(paced).map((event) => () => push(record, event));
      await pushes.sendInOrder(record.appKey, [...events, () => pushCdr(paced)]);
    },
    async runOnClock(paced) {
      const { record } = paced;
      const end = async (): Promise<void> => {
        running.delete(record.sessionId);
        record.recorded = keepRecording(paced);
        const last = keptEvents(paced).at(-1);
        if (last?.type === 'disconnect') await push(record, last);
        await pushCdr(paced);
      };
      const events = keptEvents(paced).filter(({ type }) => type !== 'disconnect');
      const { callIn } = record.times;
      const cancels = events
        .filter(({ at }) => at > callIn)
        .map((event) => clock.at(event.at, 'call-event', async () => void (await push(record, event))));
      cancels.push(clock.at(record.times.end, 'call-ends', end));
      const stop = (): void => {
        for (const cancel of cancels) cancel();
        cutShort(record, clock.now());
        void end(); // pushes do not reject, and the answer to the customer does not wait for them
      };
      running.set(record.sessionId, { appKey: record.appKey, dialled: record.dialled, stop });
      for (const event of events) if (event.at <= callIn) await push(record, event);
    },
    waitingCdrs: () => waitingCdrs,
    clear() {
      waitingCdrs = 0;
    },
  };
};

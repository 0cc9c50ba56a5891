import type { AppRecord } from './apps.ts';
import type { CallOutcome } from './call-outcomes.ts';
import {
  type CallEvent,
  type CallRecord,
  cdrOf,
  cutShort,
  eventBody,
  eventsOf,
  planCall,
  type RecordedAs,
  sessionIdOf,
  timesFrom,
} from './call-record.ts';
import { type DecidedCall, decideCall } from './call-routing.ts';
import { secondsAfter } from './clock.ts';
import type { Mode, Operation } from './modes/mode.ts';
import type { Platform } from './platform.ts';
import type { Push, Pushes } from './pushes.ts';
import type { Recordings } from './recordings.ts';
import { type RunningCall, terminateCallOperation } from './terminate-call.ts';

/** A call to place. */
export type PlaceCall = {
  /** Only a check: X must belong to this application. */
  appKey?: string;
  /** The number that dials. */
  from: string;
  /** The X number dialled. */
  to: string;
  /** What happens if the call is put through. */
  outcome: CallOutcome;
  /** Ringing. Default: 4 before an answer, 30 without one. */
  ringSeconds?: number;
  /** Default 30; only for `answered`. The binding's longest duration cuts it. */
  talkSeconds?: number;
  /** Default: the caller. */
  hangUpBy?: 'caller' | 'callee';
  /** Event types that get lost, and `fee` for the CDR. */
  withholdEvents?: string[];
  /** The CDR follows that much later on the platform's clock. Default 0. */
  cdrDelaySeconds?: number;
  /** Recorded talks under 3 s have no file; the CDR says so (`flag-0`, default) or not (`flag-1`). */
  shortRecording?: 'flag-0' | 'flag-1';
  /** The recording can be fetched that much after the call's end. Default 0. */
  recordingDelaySeconds?: number;
  /** `instant` (default): the call ends now, all is pushed at once. `clock`: it starts now and goes on as time passes. */
  pace?: 'instant' | 'clock';
};

/** What became of a call that was placed; `recordObjectName` is null while it still runs. */
export type PlacedCall = {
  sessionId: string;
  icid: string;
  subscriptionId: string | null;
  recordObjectName: string | null;
  /** Code of its `disconnect`; 0: normal. */
  stateCode: number;
};

/** The telephone side of the platform. */
export type Calls = {
  /** @throws when X belongs to no application, or to one of a mode that is not played. */
  place(call: PlaceCall): Promise<PlacedCall>;
  /** Terminate call; only a call of pace `clock` can still be running. */
  operation: Operation;
  /** Newest last. */
  list(): CallRecord[];
  /** Calls under way, and CDRs on their way. */
  running(): number;
  clear(): void;
};

const SHORTEST_RECORDING_SECONDS = 3;

/** Calls of one platform. */
export const createCalls = (
  platform: Platform,
  modes: readonly Mode[],
  pushes: Pushes,
  recordings: Recordings,
): Calls => {
  const { clock, random, apps, settings, dialect } = platform;
  const calls: CallRecord[] = [];
  const running = new Map<string, RunningCall>();
  let number = 2047 + random.integer(1_000_000);
  let waitingCdrs = 0;

  const ownerOf = ({ to, appKey }: PlaceCall) => {
    const owner = apps.ownerOf(to);
    if (!owner || (appKey !== undefined && owner.app.appKey !== appKey))
      throw new Error('The number dialled is not an X number of a simulated application');
    const mode = modes.find(({ name }) => name === owner.app.mode);
    if (!mode) throw new Error(`The simulator does not play mode ${owner.app.mode} yet`);
    return { ...owner, mode };
  };

  /** Decided at the end of the call, because only then its length is known. */
  const keepRecording = (record: CallRecord, call: PlaceCall, { route }: DecidedCall): RecordedAs | null => {
    const { answer, end } = record.times;
    if (route.kind !== 'connect' || !route.record || !answer || !apps.find(record.appKey)?.recording)
      return null;
    const talkSeconds = Math.floor((end.getTime() - answer.getTime()) / 1000);
    if (talkSeconds < SHORTEST_RECORDING_SECONDS)
      return call.shortRecording === 'flag-1' ? recordings.missing(record.appKey, answer) : null;
    const readyAt = secondsAfter(end, call.recordingDelaySeconds ?? 0);
    return recordings.add({ appKey: record.appKey, talkSeconds, readyAt }, answer);
  };

  const eventPush = (record: CallRecord, event: CallEvent): Push => ({
    appKey: record.appKey,
    kind: 'callEvents',
    body: eventBody(record, event, dialect),
  });
  const keptEvents = (record: CallRecord, { withholdEvents = [] }: PlaceCall): CallEvent[] =>
    eventsOf(record.times).filter(({ type }) => !withholdEvents.includes(type));

  const pushCdr = async (record: CallRecord, call: PlaceCall): Promise<void> => {
    if (call.withholdEvents?.includes('fee')) return;
    const send = (): Promise<void> =>
      pushes.sendCdr(record.appKey, cdrOf(record, dialect), () => {
        if (record.recorded) recordings.startRetention(record.recorded.objectName);
      });
    if (!call.cdrDelaySeconds) return send();
    waitingCdrs += 1;
    clock.at(secondsAfter(clock.now(), call.cdrDelaySeconds), () => {
      waitingCdrs -= 1;
      return send();
    });
  };

  const runAtOnce = async (record: CallRecord, call: PlaceCall, decided: DecidedCall): Promise<void> => {
    record.recorded = keepRecording(record, call, decided);
    const events = keptEvents(record, call).map((event) => () => pushes.send(eventPush(record, event)));
    await pushes.sendInOrder(record.appKey, [...events, () => pushCdr(record, call)]);
  };

  const runOnClock = async (record: CallRecord, call: PlaceCall, decided: DecidedCall): Promise<void> => {
    const end = async (): Promise<void> => {
      running.delete(record.sessionId);
      record.recorded = keepRecording(record, call, decided);
      const last = keptEvents(record, call).at(-1);
      if (last?.type === 'disconnect') await pushes.send(eventPush(record, last));
      await pushCdr(record, call);
    };
    const events = keptEvents(record, call).filter(({ type }) => type !== 'disconnect');
    const { callIn } = record.times;
    const later = events.filter(({ at }) => at > callIn);
    const cancels = later.map((event) =>
      clock.at(event.at, async () => void (await pushes.send(eventPush(record, event)))),
    );
    cancels.push(clock.at(record.times.end, end));
    const stop = (): void => {
      for (const cancel of cancels) cancel();
      cutShort(record, clock.now());
      void end(); // pushes do not reject, and the answer to the customer does not wait for them
    };
    running.set(record.sessionId, { appKey: record.appKey, stop });
    for (const event of events) if (event.at <= callIn) await pushes.send(eventPush(record, event));
  };

  const recordOf = (call: PlaceCall, decided: DecidedCall, app: AppRecord, mode: Mode): CallRecord => {
    const { route, ending } = decided;
    const plan = planCall(ending.leg, call.ringSeconds, decided.talkSeconds);
    const callIn = call.pace === 'clock' ? clock.now() : secondsAfter(clock.now(), -plan.end);
    const { hostName, spId } = settings;
    number += 1;
    const identity = {
      prefix: mode.sessionPrefix,
      number,
      at: callIn,
      hostName,
      x: call.to,
      caller: call.from,
    };
    return {
      direction: route.direction,
      subscriptionId: route.subscriptionId,
      ...(route.userData === undefined ? {} : { userData: route.userData }),
      sessionId: sessionIdOf(dialect.sessionId, identity),
      icid: `${random.hex(32)}.${random.digits(10)}.${random.digits(9)}.${1 + random.integer(99)}`,
      appKey: app.appKey,
      spId,
      hostName,
      serviceType: mode.serviceType,
      x: call.to,
      areaCode: apps.ownerOf(call.to)?.number.areaCode,
      caller: call.from,
      callee: route.kind === 'connect' && ending.leg !== 'none' ? route.callee : null,
      shown: route.kind === 'connect' ? route.shown : call.to,
      ending,
      hungUpBy: ending.stateCode === 0 ? (call.hangUpBy ?? 'caller') : 'platform',
      times: timesFrom(callIn, ending.leg, plan),
      recorded: null,
    };
  };

  return {
    async place(call) {
      const { app, number: dialled, mode } = ownerOf(call);
      const { from, outcome, talkSeconds = 30 } = call;
      const decided = decideCall({ app, number: dialled, mode, from, outcome, talkSeconds }, settings);
      const record = recordOf(call, decided, app, mode);
      calls.push(record);
      await (call.pace === 'clock' ? runOnClock : runAtOnce)(record, call, decided);
      const { sessionId, icid, subscriptionId, recorded, ending } = record;
      return {
        sessionId,
        icid,
        subscriptionId,
        recordObjectName: recorded?.objectName ?? null,
        stateCode: ending.stateCode,
      };
    },
    operation: terminateCallOperation((sessionId) => running.get(sessionId)),
    list: () => calls,
    running: () => running.size + waitingCdrs,
    clear() {
      calls.length = 0;
      running.clear();
      waitingCdrs = 0;
    },
  };
};

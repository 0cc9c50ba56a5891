import { type CallEnding, refusedWith } from './call-outcomes.ts';
import { compactTime, platformTime, secondsAfter } from './clock.ts';
import { type Dialect, spellOptional } from './dialect.ts';
import type { Attribution } from './modes/mode.ts';

/** When each thing of a call happened; undefined: it did not. */
export type CallTimes = {
  callIn: Date;
  callOut?: Date;
  alerting?: Date;
  answer?: Date;
  end: Date;
};

/** Where a recording lies, as the CDR tells it. */
export type RecordedAs = { objectName: string; bucket: string; domain: string };

/** Everything about one call that its events and its CDR tell. */
export type CallRecord = Attribution & {
  sessionId: string;
  icid: string;
  appKey: string;
  spId: string;
  hostName: string;
  serviceType: string;
  x: string;
  areaCode: string | undefined;
  caller: string;
  /** The real callee and the number it sees; null: no second leg. */
  callee: string | null;
  shown: string;
  ending: CallEnding;
  hungUpBy: 'caller' | 'callee' | 'platform';
  times: CallTimes;
  recorded: RecordedAs | null;
};

export type CallEvent = { type: 'callin' | 'callout' | 'alerting' | 'answer' | 'disconnect'; at: Date };

/** Seconds from the call's start to its end, and to each step that takes place. */
export type CallPlan = { alerting?: number; answer?: number; end: number };

const ALERTING_AFTER_SECONDS = 2;

/** The course of a call in seconds: the second leg rings after 2 s, a busy one ends after 5 s, a refused call after 1 s. */
export const planCall = (
  leg: CallEnding['leg'],
  ringSeconds: number | undefined,
  talkSeconds: number,
): CallPlan => {
  if (leg === 'none') return { end: 1 };
  if (leg === 'called') return { end: 5 };
  const alerting = ALERTING_AFTER_SECONDS;
  if (leg === 'rang') return { alerting, end: alerting + (ringSeconds ?? 30) };
  const answer = alerting + (ringSeconds ?? 4);
  return { alerting, answer, end: answer + talkSeconds };
};

/** A plan put on the clock. */
export const timesFrom = (callIn: Date, leg: CallEnding['leg'], plan: CallPlan): CallTimes => ({
  callIn,
  ...(leg === 'none' ? {} : { callOut: callIn }),
  ...(plan.alerting === undefined ? {} : { alerting: secondsAfter(callIn, plan.alerting) }),
  ...(plan.answer === undefined ? {} : { answer: secondsAfter(callIn, plan.answer) }),
  end: secondsAfter(callIn, plan.end),
});

/** The events of a call in their order. Source: `privatenumber_02_0006`. */
export const eventsOf = ({ callIn, callOut, alerting, answer, end }: CallTimes): CallEvent[] => [
  { type: 'callin', at: callIn },
  ...(callOut ? [{ type: 'callout', at: callOut } as const] : []),
  ...(alerting ? [{ type: 'alerting', at: alerting } as const] : []),
  ...(answer ? [{ type: 'answer', at: answer } as const] : []),
  { type: 'disconnect', at: end },
];

const HUNG_UP_BY = { caller: 1, callee: 2, platform: undefined } as const;

/** Body of one event push; fields in the order of the samples. */
export const eventBody = (call: CallRecord, event: CallEvent, dialect: Dialect): Record<string, unknown> => {
  const firstLeg = event.type === 'callin' || call.callee === null;
  const ended = event.type === 'disconnect';
  return {
    eventType: event.type,
    statusInfo: {
      sessionId: call.sessionId,
      timestamp: platformTime(event.at),
      caller: firstLeg ? call.caller : call.shown,
      called: firstLeg ? call.x : call.callee,
      ...spellOptional(
        { subscriptionId: call.subscriptionId ?? undefined, userData: call.userData },
        dialect,
      ),
      ...(ended ? { stateCode: call.ending.stateCode, stateDesc: call.ending.stateDesc } : {}),
      ...(ended && dialect.extraFields && HUNG_UP_BY[call.hungUpBy]
        ? { callRelDirection: HUNG_UP_BY[call.hungUpBy] }
        : {}),
      ...(dialect.extraFields ? { unlistedField: 'ignore me' } : {}),
    },
  };
};

const talkSeconds = ({ answer, end }: CallTimes): number =>
  answer ? Math.round((end.getTime() - answer.getTime()) / 1000) : 0;

const time = (at: Date | undefined): string | undefined => at && platformTime(at);

/** One CDR, fields in the order of the samples. Source: `privatenumber_02_0006a`. */
export const cdrOf = (call: CallRecord, dialect: Dialect): Record<string, unknown> => {
  const { times, ending, recorded } = call;
  const bindingId = call.subscriptionId ?? (dialect.optionalFields === 'null' ? null : '');
  return spellOptional(
    {
      direction: call.direction,
      spId: call.spId,
      appKey: call.appKey,
      icid: dialect.icid ? call.icid : undefined,
      bindNum: call.x,
      sessionId: call.sessionId,
      subscriptionId: bindingId,
      callerNum: call.caller,
      calleeNum: call.x,
      fwdDisplayNum: call.callee === null ? undefined : call.shown,
      fwdDstNum: call.callee ?? undefined,
      callInTime: time(times.callIn),
      fwdStartTime: time(times.callOut),
      fwdAlertingTime: time(times.alerting),
      fwdAnswerTime: time(times.answer),
      callEndTime: time(times.end),
      failTime: times.answer ? undefined : time(times.end),
      fwdUnaswRsn: ending.q850,
      ulFailReason: ending.releaseCode,
      sipStatusCode: ending.sip,
      callOutUnaswRsn: 0,
      recordFlag: recorded ? 1 : 0,
      recordStartTime: recorded ? time(times.answer) : undefined,
      recordDomain: recorded?.domain,
      recordBucketName: recorded?.bucket,
      recordObjectName: recorded?.objectName,
      ttsPlayTimes: 0,
      ttsTransDuration: 0,
      mptyId: bindingId,
      serviceType: call.serviceType,
      hostName: call.hostName,
      userData: call.userData,
      ...(dialect.extraFields ? extraCdrFields(call) : {}),
    },
    dialect,
  );
};

const extraCdrFields = (call: CallRecord): Record<string, unknown> => ({
  areaCode: call.areaCode,
  callRelDirection: HUNG_UP_BY[call.hungUpBy] ?? 0,
  callDuration: talkSeconds(call.times),
  voiceCheckType: 0,
  unlistedField: 'ignore me',
});

/** A session id in the documented form (`old`) or in that of newer hosts, which holds both numbers. */
export const sessionIdOf = (
  form: Dialect['sessionId'],
  call: { prefix: string; number: number; at: Date; hostName: string; x: string; caller: string },
): string =>
  form === 'old'
    ? `${call.prefix}_${call.number}_4294967295_20${compactTime(call.at)}@${call.hostName}`
    : `${call.x}_${call.caller}_4_${Math.floor(call.at.getTime() / 1000).toString(16)}_${call.number}_512_1_0`;

/** Ends a running call at `at` by order of the customer: what lay ahead never happened. */
export const cutShort = (record: CallRecord, at: Date): void => {
  const { callIn, callOut, alerting, answer } = record.times;
  const happened = (moment: Date | undefined): moment is Date => moment !== undefined && moment <= at;
  record.times = {
    callIn,
    ...(happened(callOut) ? { callOut } : {}),
    ...(happened(alerting) ? { alerting } : {}),
    ...(happened(answer) ? { answer } : {}),
    end: at,
  };
  const second = happened(answer) ? 'answered' : happened(alerting) ? 'rang' : 'called';
  record.ending = refusedWith(8017, record.callee === null ? 'none' : second);
  record.hungUpBy = 'platform';
};

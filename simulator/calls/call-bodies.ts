import { TRAITS } from '../modes/traits.ts';
import { platformTime } from '../state/clock.ts';
import { type Dialect, spellOptional } from '../state/dialect.ts';
import type { CallRecord } from './call-record.ts';
import type { CallEvent, CallTimes } from './call-times.ts';

type Fields = Record<string, unknown>;

const HUNG_UP_BY = { caller: 1, callee: 2, platform: undefined } as const;

/** Binding id and text of one event: `callin` of AXE and X comes before either is known. */
const bindingFields = (call: CallRecord, type: CallEvent['type'], dialect: Dialect): Fields => {
  if (type === 'collectInfo') return {};
  const known = type !== 'callin' || TRAITS[call.mode].bindingInCallin;
  return spellOptional(
    {
      subscriptionId: known ? (call.subscriptionId ?? undefined) : undefined,
      userData: known ? call.userData : undefined,
    },
    dialect,
  );
};

const numbersOf = (call: CallRecord, type: CallEvent['type']): Fields => {
  if (type === 'collectInfo') return {};
  const firstLeg = type === 'callin' || call.callee === null;
  return {
    caller: firstLeg ? call.caller : call.shown,
    called: firstLeg ? call.dialled : call.callee,
  };
};

const endFields = ({ ending, hungUpBy }: CallRecord, { extraFields }: Dialect): Fields => ({
  stateCode: ending.stateCode,
  stateDesc: ending.stateDesc,
  ...(extraFields && HUNG_UP_BY[hungUpBy] ? { callRelDirection: HUNG_UP_BY[hungUpBy] } : {}),
});

/** Body of one event push; fields in the order of the samples. */
export const eventBody = (call: CallRecord, { type, at }: CallEvent, dialect: Dialect): Fields => ({
  eventType: type,
  statusInfo: {
    sessionId: call.sessionId,
    timestamp: platformTime(at),
    ...numbersOf(call, type),
    ...bindingFields(call, type, dialect),
    ...(type === 'collectInfo' ? { digitInfo: call.digits } : {}),
    ...(type === 'callin' && TRAITS[call.mode].liveCallin ? { notifyMode: 'Block' } : {}),
    ...(type === 'disconnect' ? endFields(call, dialect) : {}),
    ...(dialect.extraFields ? { unlistedField: 'ignore me' } : {}),
  },
});

const talkSeconds = ({ answer, end }: CallTimes): number =>
  answer ? Math.round((end.getTime() - answer.getTime()) / 1000) : 0;

const time = (at: Date | undefined): string | undefined => at && platformTime(at);

const timeFields = ({ times }: CallRecord): Fields => ({
  callInTime: time(times.callIn),
  fwdStartTime: time(times.callOut),
  fwdAlertingTime: time(times.alerting),
  fwdAnswerTime: time(times.answer),
  callEndTime: time(times.end),
  failTime: times.answer ? undefined : time(times.end),
});

const recordFields = ({ times, recorded }: CallRecord): Fields => ({
  recordFlag: recorded ? 1 : 0,
  recordStartTime: recorded ? time(times.answer) : undefined,
  recordDomain: recorded?.domain,
  recordBucketName: recorded?.bucket,
  recordObjectName: recorded?.objectName,
});

/** Fields that only one mode has. */
const ownFields = (call: CallRecord, dialect: Dialect): Fields => {
  if (call.mode === 'X') return { notifyMode: 'Block' };
  return call.mode === 'AXE' ? { [dialect.extension]: call.digits || undefined } : {};
};

const extraFields = (call: CallRecord): Fields => ({
  areaCode: call.areaCode,
  callRelDirection: HUNG_UP_BY[call.hungUpBy] ?? 0,
  callDuration: talkSeconds(call.times),
  voiceCheckType: 0,
  unlistedField: 'ignore me',
});

/** One CDR, fields in the order of the samples. Source: `privatenumber_02_0006a` and its sisters. */
export const cdrOf = (call: CallRecord, dialect: Dialect): Fields => {
  const { ending } = call;
  const unbound = dialect.optionalFields === 'null' ? null : '';
  const bindingId = TRAITS[call.mode].bindingInCdr ? (call.subscriptionId ?? unbound) : undefined;
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
      calleeNum: call.dialled,
      fwdDisplayNum: call.callee === null ? undefined : call.shown,
      fwdDstNum: call.callee ?? undefined,
      ...timeFields(call),
      fwdUnaswRsn: ending.q850,
      ulFailReason: ending.releaseCode,
      sipStatusCode: ending.sip,
      callOutUnaswRsn: 0,
      ...recordFields(call),
      ttsPlayTimes: 0,
      ttsTransDuration: 0,
      mptyId: bindingId,
      serviceType: TRAITS[call.mode].serviceType,
      hostName: call.hostName,
      userData: call.userData,
      ...ownFields(call, dialect),
      ...(dialect.extraFields ? extraFields(call) : {}),
    },
    dialect,
  );
};

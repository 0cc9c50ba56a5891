import type { Cdr } from '../../calls/cdr.ts';
import type { Mode } from '../../kernel/mode.ts';
import type { PushApp, PushItem } from '../../pushes/push.ts';
import type { PossibleTime } from './possible-time.ts';
import { directionsOf } from './push-direction.ts';
import { type Fields, fieldsOf, isEmpty, isObject, own, type Sent } from './push-fields.ts';

/** `serviceType` of each mode. Source: `privatenumber_02_0006a` and its siblings. */
const SERVICE_TYPES = { AX: '003', AXB: '004', AXE: '005', AXYB: '007', X: '004' } satisfies Record<
  Mode,
  string
>;

/** `callRelDirection`; other codes occur where nobody hung up. */
export const HUNG_UP_BY = { 1: 'caller', 2: 'callee' } as const;

/**
 * Reads one entry of `feeLst`. All it needs is a session id: every other field that is missing, empty, of another type
 * or unknown leaves a CDR with less in it, never an unreadable one.
 */
export const readCdr = (sent: unknown, app: PushApp, isPossible: PossibleTime): PushItem => {
  if (!isObject(sent)) return { kind: 'unreadable', reason: 'not-an-object', sent };
  const fields = fieldsOf(sent, isPossible);
  const sessionId = fields.text('sessionId');
  if (sessionId === undefined) return { kind: 'unreadable', reason: 'no-session-id', sent };
  const cdr = {
    app: app.name,
    mode: app.mode,
    sessionId,
    recordId: fields.text('icid'),
    ...readParties(fields),
    direction: fields.coded('direction', directionsOf(app.mode)) ?? 'unknown',
    ...readMoments(fields, sent),
    ...readOutcome(fields),
    ...readRecording(fields),
    extension: fields.text('extendNum', 'extendNumber'),
    userData: fields.verbatim('userData'),
  };
  return { kind: 'cdr', cdr: { ...cdr, other: readRest(fields, app, cdr) } };
};

const readParties = (fields: Fields) => ({
  subscriptionId: fields.id('subscriptionId'),
  x: fields.number('bindNum'),
  caller: fields.number('callerNum'),
  // `calleeNum` is X; who was really called is the second leg's destination.
  callee: fields.number('fwdDstNum'),
  presentedNumber: fields.number('fwdDisplayNum'),
});

const readMoments = (fields: Fields, sent: Sent) => {
  const moments = fields.timesInOrder(
    'callInTime',
    'fwdStartTime',
    'fwdAlertingTime',
    'fwdAnswerTime',
    'callEndTime',
    'failTime',
  );
  const answeredAt = moments.fwdAnswerTime;
  return {
    startedAt: moments.callInTime,
    forwardedAt: moments.fwdStartTime,
    ringingAt: moments.fwdAlertingTime,
    answeredAt,
    ...(answeredAt === undefined && !isEmpty(own(sent, 'fwdAnswerTime')) ? { answerUnclear: true } : {}),
    endedAt: moments.callEndTime,
    failedAt: moments.failTime,
  };
};

const readOutcome = (fields: Fields) => ({
  q850Cause: fields.integer('fwdUnaswRsn'),
  releaseCode: fields.integer('ulFailReason'),
  sipStatus: fields.integer('sipStatusCode'),
  hungUpBy: fields.coded('callRelDirection', HUNG_UP_BY),
});

/** The flag decides; where it cannot be read, a file name does, because a recording not asked for is lost in a week. */
const readRecording = (fields: Fields) => {
  const flag = fields.coded('recordFlag', { 0: false, 1: true });
  const domain = fields.text('recordDomain');
  // Without its domain a file name is of no use and stays among the rest.
  const fileName = domain === undefined ? undefined : fields.text('recordObjectName');
  const recordingUrl = fields.text('recordFileDownloadUrl');
  return {
    recorded: flag ?? (fileName !== undefined || recordingUrl !== undefined),
    recordingStartedAt: fields.time('recordStartTime'),
    recording: fileName === undefined || domain === undefined ? undefined : { fileName, domain },
    recordingUrl,
  };
};

/** The remaining fields, without those that repeat others or are reserved and have their usual value. */
const readRest = (fields: Fields, app: PushApp, { x, subscriptionId }: Pick<Cdr, 'x' | 'subscriptionId'>) => {
  fields.ignore('calleeNum', x);
  fields.ignore('mptyId', subscriptionId);
  fields.ignore('appKey', app.appKey);
  fields.ignore('recordBucketName', `sp-${app.appKey.toLowerCase()}`);
  fields.ignore('serviceType', SERVICE_TYPES[app.mode]);
  for (const reserved of ['callOutUnaswRsn', 'ttsPlayTimes', 'ttsTransDuration'])
    fields.ignore(reserved, '0');
  return fields.rest();
};

import type { CallEvent } from '../../shared/calls/call-event.ts';
import type { CallRecords } from '../../shared/calls/call-store.ts';
import type { Cdr } from '../../shared/calls/cdr.ts';
import type { RecordingState } from '../../shared/calls/recording-state.ts';

export const CALL_ID = 'abcdefabcdefabcdefabcdefabcdefab';

type KeptCdr = CallRecords['cdrs'][number];

/** The platform's own sample of an answered call from A: it rings after 2 s, is answered after 6 s and lasts 71 s. */
export const aCdr = (changes: Partial<Cdr> = {}): Cdr => ({
  app: 'rides',
  mode: 'AXB',
  sessionId: 'session-of-a-call',
  recordId: 'record-of-a-call',
  subscriptionId: 'subscription-a',
  x: '+8617000000001',
  caller: '+8613800000001',
  callee: '+8613900000002',
  presentedNumber: '+8617000000001',
  direction: 'from-a',
  startedAt: '2026-03-01T02:30:03.000Z',
  forwardedAt: '2026-03-01T02:30:03.000Z',
  ringingAt: '2026-03-01T02:30:05.000Z',
  answeredAt: '2026-03-01T02:30:09.000Z',
  endedAt: '2026-03-01T02:31:20.000Z',
  q850Cause: 0,
  releaseCode: 0,
  sipStatus: 0,
  recorded: false,
  ...changes,
});

/** The fields that a CDR lacks for a call that nobody took. */
export const NOT_ANSWERED = { answeredAt: undefined } as const;

export const aRecording = (changes: Partial<RecordingState> = {}): RecordingState => ({
  status: 'none',
  attempts: 0,
  ...changes,
});

export const aKeptCdr = (
  cdr: Partial<Cdr> = {},
  {
    recordKey = 'record',
    receivedAt = '2026-03-01T02:32:00.000Z',
    ...recording
  }: Partial<KeptCdrOptions> = {},
): KeptCdr => ({ cdr: aCdr(cdr), recordKey, receivedAt, recording: aRecording(recording) });

type KeptCdrOptions = { recordKey: string; receivedAt: string } & RecordingState;

/** One event of the same call. */
export const anEvent = (type: string, at: string, changes: Partial<CallEvent> = {}): CallEvent => ({
  app: 'rides',
  mode: 'AXB',
  sessionId: 'session-of-a-call',
  type,
  at,
  subscriptionId: 'subscription-a',
  ...(type === 'callin'
    ? { caller: '+8613800000001', called: '+8617000000001' }
    : { caller: '+8617000000001', called: '+8613900000002' }),
  ...changes,
});

/** The events that go with {@link aCdr}. */
export const eventsOfTheCall = (): readonly CallEvent[] => [
  anEvent('callin', '2026-03-01T02:30:03.000Z'),
  anEvent('callout', '2026-03-01T02:30:03.000Z'),
  anEvent('alerting', '2026-03-01T02:30:05.000Z'),
  anEvent('answer', '2026-03-01T02:30:09.000Z'),
  anEvent('disconnect', '2026-03-01T02:31:20.000Z', {
    releaseCode: 0,
    releaseText: 'The user releases the call.',
  }),
];

export const records = (
  cdrs: CallRecords['cdrs'] = [aKeptCdr()],
  events: readonly CallEvent[] = eventsOfTheCall(),
): CallRecords => ({ callId: CALL_ID, cdrs, events });

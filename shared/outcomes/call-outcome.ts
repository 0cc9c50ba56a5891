import { type CodeTable, type Language, meaningIn, type OutcomeClass, readTable } from './code-table.ts';
import codes from './release-codes.json' with { type: 'json' };

/**
 * Where the code of an outcome comes from: the CDR's release point, its Q.850 cause of the second leg, its SIP status, or
 * the cause in the `disconnect` event.
 */
export type OutcomeSource = 'release-code' | 'q850-cause' | 'sip-status' | 'state-code';

/** Why a call ended as it did. */
export type CallOutcome = Readonly<{
  code: number;
  source: OutcomeSource;
  class: OutcomeClass;
  text: string;
}>;

/** Every code that the platform gave about one call. */
export type OutcomeEvidence = Readonly<{
  answered: boolean;
  releaseCode: number | undefined;
  q850Cause: number | undefined;
  sipStatus: number | undefined;
  stateCode: number | undefined;
}>;

const releaseCodes = readTable(codes.releaseCodes);

/**
 * The tables by source (`privatenumber_02_0017`, `rtc_05_0018`, `rtc_05_0019`, RFC 3261). Release points and the
 * causes of events share their numbers but for a few: 7503 is "the callee hung up" there and "declined" here.
 */
export const CODE_TABLES: Readonly<Record<OutcomeSource, CodeTable>> = {
  'release-code': releaseCodes,
  'q850-cause': readTable(codes.q850Causes),
  'sip-status': readTable(codes.sipStatuses),
  'state-code': new Map([...releaseCodes, ...readTable(codes.stateCodes)]),
};

/** The meaning of 0 when nobody answered: the platform gave no cause. */
export const ENDED_WITHOUT_CAUSE = {
  class: 'unknown',
  text: { en: 'Ended before an answer, no cause was given', zh: '接通前结束，原因未知' },
} as const;

type GivenCode = Readonly<{ source: OutcomeSource; code: number }>;

/**
 * The outcome of an ended call, `undefined` when the platform gave no code. The first telling code wins: release
 * point, Q.850, SIP, then the event's cause. A 0 says "normal end" of an answered call and nothing of an unanswered one,
 * where the platform sends 0 beside a telling code.
 */
export const callOutcome = (evidence: OutcomeEvidence, language: Language): CallOutcome | undefined => {
  const given = givenCodes(evidence);
  const { source, code } =
    given.find((candidate) => isTelling(candidate, evidence.answered)) ?? given[0] ?? {};
  if (source === undefined || code === undefined) return undefined;
  const meaning =
    code === 0 && !evidence.answered ? ENDED_WITHOUT_CAUSE : meaningIn(CODE_TABLES[source], code);
  return { code, source, class: meaning.class, text: meaning.text[language] };
};

const givenCodes = ({ releaseCode, q850Cause, sipStatus, stateCode }: OutcomeEvidence): GivenCode[] => [
  ...(releaseCode === undefined ? [] : [{ source: 'release-code', code: releaseCode } as const]),
  // 0 means "does not apply" in these two.
  ...(q850Cause ? [{ source: 'q850-cause', code: q850Cause } as const] : []),
  ...(sipStatus ? [{ source: 'sip-status', code: sipStatus } as const] : []),
  ...(stateCode === undefined ? [] : [{ source: 'state-code', code: stateCode } as const]),
];

const isTelling = ({ code }: GivenCode, answered: boolean): boolean => code !== 0 || answered;

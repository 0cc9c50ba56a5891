import type { OurCall } from '../api/our-shapes.ts';
import type { CallRecord } from '../api/types.ts';

type Outcome = NonNullable<OurCall['outcome']>;

/** The code that the platform has given for the end of a call, in one of the four places where it gives one. */
export const givenCode = ({ ending }: Pick<CallRecord, 'ending'>, source: Outcome['source']): number =>
  ({
    'release-code': ending.releaseCode,
    'q850-cause': ending.q850,
    'sip-status': ending.sip,
    'state-code': ending.stateCode,
  })[source];

/** Whether our API tells the end of a call by the code that the platform gave. */
export const hasGivenCode = (call: Pick<CallRecord, 'ending'>, { source, code }: Outcome): boolean =>
  givenCode(call, source) === code;

import type { ReportedState } from '../../numbers/number-status-report.ts';
import type { PushApp, PushItem } from '../../pushes/push.ts';
import type { PossibleTime } from './possible-time.ts';
import { fieldsOf, isObject } from './push-fields.ts';

/** `status` of a private number. Source: `numstatus_notify_axb`. */
const STATES: Readonly<Record<string, ReportedState>> = {
  5: 'available',
  9: 'suspended',
  10: 'unavailable',
  11: 'draining',
};

/** `cause`, which only status 10 has; there is no 4. Source: `numstatus_notify_axb`. */
const CAUSES: Readonly<Record<string, string>> = {
  1: 'deleted',
  2: 'arrears',
  3: 'stopped',
  5: 'calls-limited',
  6: 'limit-lifted',
  7: 'forwarding-always',
  8: 'forwarding-no-answer',
  9: 'forwarding-busy',
};

/**
 * Reads one entry of `numInfo`; its codes are strings. A status nobody knows takes the number out of the pool: trying it
 * could only fail, and somebody sees the code in its cause.
 */
export const readNumberStatus = (sent: unknown, app: PushApp, isPossible: PossibleTime): PushItem => {
  if (!isObject(sent)) return { kind: 'unreadable', reason: 'not-an-object', sent };
  const fields = fieldsOf(sent, isPossible);
  const x = fields.number('number');
  const status = fields.text('status');
  if (x === undefined || status === undefined) return { kind: 'unreadable', reason: 'no-number', sent };
  return { kind: 'number-status', status: { app: app.name, x, ...stateOf(status, fields.text('cause')) } };
};

const stateOf = (status: string, cause: string | undefined) => {
  const state = meaningOf(STATES, status);
  if (state === undefined) return { state: 'unavailable' as const, cause: unknownCode('status', status) };
  const known = state === 'unavailable' && cause !== undefined;
  return { state, cause: known ? (meaningOf(CAUSES, cause) ?? unknownCode('cause', cause)) : undefined };
};

const meaningOf = <Meaning>(
  meanings: Readonly<Record<string, Meaning>>,
  code: string,
): Meaning | undefined => (Object.hasOwn(meanings, code) ? meanings[code] : undefined);

/** The code stands in lists and logs, so a longer string, which may be a phone number, is left out. */
const unknownCode = (field: string, code: string): string =>
  /^[a-z0-9]{1,5}$/i.test(code) ? `${field}-${code.toLowerCase()}` : `${field}-unknown`;

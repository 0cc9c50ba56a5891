import { createHash } from 'node:crypto';
import type { ImportStep } from './plan-import.ts';

/**
 * Names the difference that an import would make: the kind of each change, its number, and what differs. Numbers go in as look-up
 * keys, because a hash of a few digits is soon guessed, and this one stands in URLs. Their order does not count.
 */
export const fingerprintOf = (changes: readonly ImportStep[], keyOf: (x: string) => string): string => {
  const told = changes.map(({ kind, fields, number: { x, areaCode = null, sms } }) =>
    JSON.stringify([keyOf(x), kind, fields, areaCode, sms]),
  );
  return createHash('sha256').update(told.sort().join('\n')).digest('hex');
};

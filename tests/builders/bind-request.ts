import type { BindRequest } from '../../shared/bindings/model/binding-platform.ts';
import type { BindingRequest } from '../../shared/bindings/model/binding-request.ts';
import type { E164 } from '../../shared/kernel/e164.ts';
import { parsePartyNumber, parsePrivateNumber } from '../../shared/kernel/e164.ts';

const party = (written: string): E164 => {
  const number = parsePartyNumber(written)?.number;
  if (number === undefined) throw new Error('no party number');
  return number;
};

/** A private number as E.164. */
export const privateNumber = (written: string): E164 => {
  const number = parsePrivateNumber(written);
  if (number === undefined) throw new Error('no private number');
  return number;
};

export const A = party('+8613800000001');
export const B = party('+8613900000002');
export const C = party('+8613900000003');
export const D = party('+8613900000004');
/** Of Shenzhen. */
export const FIXED_LINE = party('+8675526123456');
export const X = privateNumber('+8617000000001');
export const OTHER_X = privateNumber('+8617000000002');

/** A named X, both directions, no recording, no end. */
export const aBindRequest = (changes: Partial<BindRequest> = {}): BindRequest => ({
  a: A,
  b: B,
  x: X,
  extension: undefined,
  areaCode: undefined,
  areaMatch: 'loose',
  terms: { callDirection: 'both', record: false },
  ...changes,
});

/** A request of a caller of ours: A and B in AXB for two hours, on whatever X. */
export const aBindingRequest = (changes: Partial<BindingRequest> = {}): BindingRequest => ({
  app: 'rides',
  mode: 'AXB',
  a: A,
  b: B,
  x: undefined,
  extension: undefined,
  areaCode: undefined,
  areaMatch: 'loose',
  reference: undefined,
  terms: { callDirection: 'both', ttlSeconds: 7200, record: false },
  ...changes,
});

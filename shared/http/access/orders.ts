import { isMoment } from '../../kernel/clock.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { HttpEvent } from '../request.ts';
import { appAsItIs, idAsItIs, keysOf, type Reading, sentBody } from './audit-readings.ts';

/** What the audit has of an order: whether it is a dry run, which is no change, and what its body names. */
export type AuditedOrder = Readonly<{ dryRun: boolean; named?: Readonly<Record<string, string>> }>;

/** Written anew: the fraction of a second has room for a number. */
const moment: Reading = (_lookup, written) =>
  isMoment(written) ? new Date(written).toISOString() : undefined;

const READINGS: Readonly<Record<string, Reading>> = {
  itemId: idAsItIs,
  callId: idAsItIs,
  app: appAsItIs,
  from: moment,
  to: moment,
};

/** An order of an operator. A `dryRun` that its route refuses is none. */
export const orderInBody = (event: HttpEvent, lookup: LookupKeys): AuditedOrder => {
  const body = sentBody(event);
  return { dryRun: Reflect.get(body, 'dryRun') === true, named: keysOf(lookup, READINGS, body) };
};

/** A change with `?dryRun=`. */
export const orderInQuery = ({ queryStringParameters }: HttpEvent): AuditedOrder => ({
  dryRun: queryStringParameters?.['dryRun'] === 'true',
});

import { isMoment } from '../../kernel/clock.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { HttpEvent } from '../request.ts';
import { type AuditReading, appAsItIs, idAsItIs, keysOf, sentBody } from './audit-readings.ts';

/** An order as the audit has it: whether it is a dry run, which changes nothing, and the things that its body names. */
export type AuditedOrder = Readonly<{ dryRun: boolean; named?: Readonly<Record<string, string>> }>;

/** Written anew: a number fits into the fraction of a second. */
const moment: AuditReading = (_lookup, written) =>
  isMoment(written) ? new Date(written).toISOString() : undefined;

const READINGS: Readonly<Record<string, AuditReading>> = {
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

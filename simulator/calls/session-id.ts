import { compactTime } from '../state/clock.ts';
import type { Dialect } from '../state/dialect.ts';

/** A session id in the documented form (`old`) or in that of newer hosts, which holds both numbers. */
export const sessionIdOf = (
  form: Dialect['sessionId'],
  call: { prefix: string; number: number; at: Date; hostName: string; x: string; caller: string },
): string =>
  form === 'old'
    ? `${call.prefix}_${call.number}_4294967295_20${compactTime(call.at)}@${call.hostName}`
    : `${call.x}_${call.caller}_4_${Math.floor(call.at.getTime() / 1000).toString(16)}_${call.number}_512_1_0`;

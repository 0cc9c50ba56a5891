import { invalidRequest } from '../../protocol/answer.ts';
import type { Parameters } from '../../protocol/parameters.ts';

/** A length of time as AXE writes it: hours (`timeUnit` "0") or minutes ("1"). */
export type AxeTime = { unit: '0' | '1'; value: number };

/** Life of a binding (0: never ends) and of its call-back record (0: none is kept). */
export type AxeTimes = { bind: AxeTime; callback: AxeTime };

/** Seconds of an AXE time. */
export const secondsOf = ({ unit, value }: AxeTime): number => value * (unit === '0' ? 3600 : 60);

/** Longest values by unit (`privatenumber_02_0022`). */
const LONGEST_BIND = { '0': 720, '1': 43_200 };
const LONGEST_CALLBACK = { '0': 168, '1': 10_080 };
/** A bind without `bindExpiredTime` lasts 168 hours, which is also the longest life of a call-back record. */
const DEFAULT_BIND = LONGEST_CALLBACK;

/** The times in a request; undefined: it has none. */
export type SentTimes = { bind: AxeTime | undefined; callback: AxeTime | undefined };

/** The times of a body; `unit` is meant when it names none. */
export const readTimes = (parameters: Parameters, unit: AxeTime['unit']): SentTimes => {
  const sent = parameters.choice('timeUnit', ['0', '1']) ?? unit;
  const inUnit = sent === '1' ? '1' : '0';
  const bind = parameters.integer('bindExpiredTime', 0, LONGEST_BIND[inUnit]);
  const callback = parameters.integer('callbackExpiredTime', 0, LONGEST_CALLBACK[inUnit]);
  return {
    bind: bind === undefined ? undefined : { unit: inUnit, value: bind },
    callback: callback === undefined ? undefined : { unit: inUnit, value: callback },
  };
};

/** The times of a new binding. Without its own a call-back record lives as long as the binding, at most 168 hours. */
export const firstTimes = (sent: SentTimes, unit: AxeTime['unit']): AxeTimes => {
  const bind = sent.bind ?? { unit, value: DEFAULT_BIND[unit] };
  const longest = LONGEST_CALLBACK[bind.unit];
  const value = bind.value === 0 ? longest : Math.min(bind.value, longest);
  return checked({ bind, callback: sent.callback ?? { unit: bind.unit, value } });
};

/** The times, if the binding outlives its call-back record. */
export const checked = (times: AxeTimes): AxeTimes => {
  const bindSeconds = secondsOf(times.bind);
  if (bindSeconds > 0 && bindSeconds < secondsOf(times.callback))
    throw invalidRequest('bindExpiredTime is invalid.');
  return times;
};

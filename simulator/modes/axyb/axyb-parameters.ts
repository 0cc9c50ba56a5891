import { invalidRequest, Refusal } from '../../protocol/answer.ts';
import { type Parameters, queryParameters } from '../../protocol/parameters.ts';
import type { AppRecord } from '../../state/apps.ts';
import {
  compact,
  FORBIDDEN_IN_USER_DATA,
  readRecording,
  readTone,
  readUserData,
} from '../binding-parameters.ts';
import type { AxybSettings } from './axyb-store.ts';

const LONGEST_SECONDS = 7_776_000;
const SHORTEST_SECONDS = 60;

/** The query string, which names the application once more in all operations of AXYB (`app_key`). */
export const axybQuery = (app: AppRecord, query: string): Parameters => {
  const parameters = queryParameters(query);
  if (parameters.requiredText('app_key', 1, 128) !== app.appKey) throw new Refusal(403, '1010003');
  return parameters;
};

/** A life time in seconds: 0, or from a minute to 90 days. */
export const readSeconds = (parameters: Parameters, name: string): number | undefined => {
  const seconds = parameters.integer(name, 0, LONGEST_SECONDS);
  if (seconds !== undefined && seconds > 0 && seconds < SHORTEST_SECONDS)
    throw invalidRequest(`${name} is invalid.`);
  return seconds;
};

/** A `ybDuration` longer than a `duration` is that `duration`; 0 is as long as A-X. */
export const withinDuration = (ybSeconds: number, durationSeconds: number): number =>
  durationSeconds > 0 ? Math.min(ybSeconds, durationSeconds) : ybSeconds;

/** The settings of either step. Source: `privatenumber_axyb_0017`. */
export const readAxybSettings = (
  app: AppRecord,
  parameters: Parameters,
  recordFlag: 'true' | 'false',
): AxybSettings => {
  const settings = compact<Required<Omit<AxybSettings, 'recordFlag' | 'recordHintTone'>>>({
    callDirection: parameters.integer('callDirection', 0, 2),
    preVoiceX: readTone(app, parameters, 'preVoiceX') || undefined,
    preVoiceY: readTone(app, parameters, 'preVoiceY') || undefined,
    userData: readUserData(parameters, FORBIDDEN_IN_USER_DATA.AXYB),
  });
  return { ...settings, ...readRecording(app, parameters, recordFlag) };
};

import { invalidRequest, Refusal } from '../answer.ts';
import type { AppRecord } from '../apps.ts';
import type { Parameters } from '../parameters.ts';
import { voiceFileExists } from '../platform.ts';

/** Settings that AX and AXB bindings share; undefined: not sent. */
export type CommonSettings = {
  callDirection?: number;
  recordFlag?: 'true' | 'false';
  recordHintTone?: string;
  maxDuration?: number;
  lastMinVoice?: string;
  privateSms?: 'true' | 'false';
  preVoice?: { callerHintTone?: string; calleeHintTone?: string };
  userData?: string;
};

const tone = (app: AppRecord, parameters: Parameters, name: string): string | undefined => {
  const file = parameters.text(name, 0, 128);
  if (file && !voiceFileExists(app, file)) throw invalidRequest(`${file} does not exist.`);
  return file;
};

/** `userData` without the characters the mode forbids; non-ASCII text has to be Base64 (`privatenumber_02_0002`). */
export const readUserData = (parameters: Parameters, forbidden: RegExp): string | undefined => {
  const userData = parameters.text('userData', 1, 256);
  if (userData !== undefined && (forbidden.test(userData) || /[^\x20-\x7e]/.test(userData)))
    throw invalidRequest('userData is invalid.');
  return userData;
};

/** An object without the fields that are undefined. */
export const compact = <Fields extends object>(
  fields: {
    [Name in keyof Fields]: Fields[Name] | undefined;
  },
): Partial<Fields> => {
  const kept: Partial<Fields> = {};
  for (const name in fields) if (fields[name] !== undefined) kept[name] = fields[name];
  return kept;
};

const readPreVoice = (app: AppRecord, parameters: Parameters): CommonSettings['preVoice'] => {
  const preVoice = parameters.object('preVoice');
  if (!preVoice) return undefined;
  return compact<{ callerHintTone: string; calleeHintTone: string }>({
    callerHintTone: tone(app, preVoice, 'callerHintTone'),
    calleeHintTone: tone(app, preVoice, 'calleeHintTone'),
  });
};

/**
 * The common settings of a bind or modify. Tones are checked only where the platform reads them: `recordHintTone`
 * with `recordFlag` true, `lastMinVoice` with a limit, given here or already (`maxDuration`).
 */
export const readCommonSettings = (
  app: AppRecord,
  parameters: Parameters,
  now: { recordFlag: 'true' | 'false'; maxDuration: number },
): CommonSettings => {
  const recordFlag = parameters.flag('recordFlag');
  const maxDuration = parameters.integer('maxDuration', 0, 1440);
  const recording = (recordFlag ?? now.recordFlag) === 'true';
  const limited = (maxDuration ?? now.maxDuration) > 0;
  const settings = compact<Required<CommonSettings>>({
    callDirection: parameters.integer('callDirection', 0, 2),
    recordFlag,
    recordHintTone: recording ? tone(app, parameters, 'recordHintTone') : undefined,
    maxDuration,
    lastMinVoice: limited ? tone(app, parameters, 'lastMinVoice') : undefined,
    privateSms: parameters.flag('privateSms'),
    preVoice: readPreVoice(app, parameters),
    userData: readUserData(parameters, /[{}^]/),
  });
  if (recordFlag === 'true' && !app.recording) throw new Refusal(403, '1012012');
  return settings;
};

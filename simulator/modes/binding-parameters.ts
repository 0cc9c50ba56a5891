import { invalidRequest, Refusal } from '../protocol/answer.ts';
import type { Parameters } from '../protocol/parameters.ts';
import type { AppRecord } from '../state/apps.ts';
import { voiceFileExists } from '../state/platform.ts';

/** Settings that AX and AXB bindings share; a field that is absent was never sent. */
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

/** The name of a tone file, '' for none; 1010002 names one the application does not have. */
export const readTone = (app: AppRecord, parameters: Parameters, name: string): string | undefined => {
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
    callerHintTone: readTone(app, preVoice, 'callerHintTone'),
    calleeHintTone: readTone(app, preVoice, 'calleeHintTone'),
  });
};

/** `recordFlag` and its tone, which is read only while recording is on. */
export const readRecording = (
  app: AppRecord,
  parameters: Parameters,
  now: 'true' | 'false',
): Pick<CommonSettings, 'recordFlag' | 'recordHintTone'> => {
  const recordFlag = parameters.flag('recordFlag');
  const recording = (recordFlag ?? now) === 'true';
  const recordHintTone = recording ? readTone(app, parameters, 'recordHintTone') : undefined;
  if (recordFlag === 'true' && !app.recording) throw new Refusal(403, '1012012');
  return compact<{ recordFlag: 'true' | 'false'; recordHintTone: string }>({ recordFlag, recordHintTone });
};

/** The characters that a mode's `userData` must not contain. */
export const FORBIDDEN_IN_USER_DATA = { AX: /[{}]/, AXB: /[{}^]/, AXE: /[{}]/, AXYB: /[{}]/ };

/**
 * The settings that AX and AXB share, of a bind or modify. Tones are checked only where the platform reads them:
 * `lastMinVoice` with a limit, given here or already (`maxDuration`).
 */
export const readCommonSettings = (
  app: AppRecord,
  parameters: Parameters,
  now: { recordFlag: 'true' | 'false'; maxDuration: number },
  mode: 'AX' | 'AXB',
): CommonSettings => {
  const maxDuration = parameters.integer('maxDuration', 0, 1440);
  const limited = (maxDuration ?? now.maxDuration) > 0;
  const settings = compact<Required<Omit<CommonSettings, 'recordFlag' | 'recordHintTone'>>>({
    callDirection: parameters.integer('callDirection', 0, 2),
    maxDuration,
    lastMinVoice: limited ? readTone(app, parameters, 'lastMinVoice') : undefined,
    privateSms: parameters.flag('privateSms'),
    preVoice: readPreVoice(app, parameters),
    userData: readUserData(parameters, FORBIDDEN_IN_USER_DATA[mode]),
  });
  return { ...settings, ...readRecording(app, parameters, now.recordFlag) };
};

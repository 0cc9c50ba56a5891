import { type Answer, invalidRequest, Refusal, successAnswer } from '../../protocol/answer.ts';
import { bodyParameters, type Parameters } from '../../protocol/parameters.ts';
import type { AppRecord } from '../../state/apps.ts';
import { spellNumbers } from '../../state/dialect.ts';
import type { Platform } from '../../state/platform.ts';
import {
  compact,
  FORBIDDEN_IN_USER_DATA,
  readRecording,
  readTone,
  readUserData,
} from '../binding-parameters.ts';
import type { PlatformRequest } from '../mode.ts';
import { chooseNumber, namedNumber } from '../number-choice.ts';
import type { AxeBinding, AxeStore } from './axe-store.ts';
import { firstTimes, readTimes } from './axe-times.ts';

/** The settings of a bind or modify beside the times; a field that is absent was not sent. */
export type AxeSettings = Partial<
  Pick<
    AxeBinding,
    'displayNumMode' | 'recordFlag' | 'recordHintTone' | 'callbackTone' | 'callbackNum' | 'userData'
  >
>;

/**
 * Reads them. `callbackNum` and `callbackTone` exclude each other in one request.
 *
 * @throws {Refusal} 1010002, 1012012, or 1020178 without permission to show real callers.
 */
export const readAxeSettings = (
  app: AppRecord,
  parameters: Parameters,
  recordFlag: 'true' | 'false',
): AxeSettings => {
  const settings = compact<Required<Omit<AxeSettings, 'recordFlag' | 'recordHintTone'>>>({
    displayNumMode: parameters.choice('displayNumMode', ['0', '1']),
    callbackTone: readTone(app, parameters, 'callbackTone'),
    callbackNum: parameters.text('callbackNum', 0, 32),
    userData: readUserData(parameters, FORBIDDEN_IN_USER_DATA.AXE),
  });
  if (settings.callbackTone && settings.callbackNum) throw invalidRequest('callbackNum is invalid.');
  if (settings.displayNumMode === '1' && !app.showsRealCaller) throw new Refusal(403, '1020178');
  return { ...settings, ...readRecording(app, parameters, recordFlag) };
};

/** Bind: an A gets an extension on an X. Source: `privatenumber_02_0022`. */
export const bindAxe = (platform: Platform, store: AxeStore, { app, body }: PlatformRequest): Answer => {
  const parameters = bodyParameters(body);
  const a = parameters.requiredText('bindNum', 1, 32);
  const settings = readAxeSettings(app, parameters, 'false');
  const unit = parameters.choice('timeUnit', ['0', '1']) === '1' ? '1' : '0';
  const sent = readTimes(parameters, unit);
  const times = firstTimes(sent, unit);
  const place = pickPlace(platform, store, app, parameters, a);
  const subscriptionId = platform.random.uuid();
  store.keep(
    {
      recordFlag: 'false',
      ...settings,
      ...place,
      subscriptionId,
      appKey: app.appKey,
      a,
      times,
      shownTime: times.bind,
      timeOfBind: sent.bind !== undefined || parameters.choice('timeUnit', ['0', '1']) !== undefined,
      createdAt: platform.clock.now(),
      sequence: store.nextSequence(),
      expiresAt: null,
      lastCaller: null,
    },
    true,
  );
  const answer = {
    subscriptionId,
    virtualNum: place.x,
    extendNum: place.extension,
    bindExpiredTime: times.bind.value,
    callbackExpiredTime: times.callback.value,
  };
  return successAnswer(spellNumbers(answer, platform.dialect));
};

type Place = Pick<AxeBinding, 'x' | 'extension'>;

/** `virtualNum` wins over `areaCode`; only with it `extendNum` is read. 1020167: E taken, none left, or A is there. */
const pickPlace = (
  platform: Platform,
  store: AxeStore,
  app: AppRecord,
  parameters: Parameters,
  a: string,
): Place => {
  const named = parameters.text('virtualNum', 0, 32);
  const areaCode = parameters.text('areaCode', 0, 32) || undefined;
  const loose = parameters.choice('areaMatchMode', ['0', '1']) === '1';
  if (named) {
    const { x } = namedNumber(app, named, { notOwned: '1012001', newBinding: true });
    const wanted = parameters.text('extendNum', 0, 4) || undefined;
    if (wanted !== undefined && !isExtension(wanted, app)) throw invalidRequest('extendNum is invalid.');
    if (store.of(x, a)) throw new Refusal(403, '1020167');
    return {
      x,
      extension: wanted ? wantedExtension(store, x, wanted) : freeExtension(platform, store, app, x),
    };
  }
  if (areaCode === undefined) throw invalidRequest('virtualNum is missing.');
  const free = ({ x }: { x: string }): boolean =>
    !store.of(x, a) && store.on(x).length < 10 ** app.extensionLength - 1;
  const { x } = chooseNumber(platform, app, { areaCode, loose, free }, '1012008');
  return { x, extension: freeExtension(platform, store, app, x) };
};

/** 1-9, 01-99, 001-999 or 0001-9999, by the application's length. */
const isExtension = (text: string, { extensionLength }: AppRecord): boolean =>
  text.length === extensionLength && /^\d+$/.test(text) && Number(text) > 0;

const wantedExtension = (store: AxeStore, x: string, wanted: string): string => {
  if (store.behind(x, wanted)) throw new Refusal(403, '1020167');
  return wanted;
};

/** A free one, searched from a random place on. */
const freeExtension = (
  { random }: Platform,
  store: AxeStore,
  { extensionLength }: AppRecord,
  x: string,
): string => {
  const count = 10 ** extensionLength - 1;
  const start = random.integer(count);
  for (let step = 0; step < count; step += 1) {
    const extension = String(1 + ((start + step) % count)).padStart(extensionLength, '0');
    if (!store.behind(x, extension)) return extension;
  }
  throw new Refusal(403, '1020167');
};

import { type Answer, invalidRequest, Refusal, successAnswer } from '../../protocol/answer.ts';
import { bodyParameters, type Parameters, queryParameters } from '../../protocol/parameters.ts';
import type { AppRecord } from '../../state/apps.ts';
import { spellNumbers } from '../../state/dialect.ts';
import type { Platform } from '../../state/platform.ts';
import { readCommonSettings } from '../binding-parameters.ts';
import type { PlatformRequest } from '../mode.ts';
import { chooseNumber, homeCity, isMobile, namedNumber, ownNumber } from '../number-choice.ts';
import type { AxbStore } from './axb-store.ts';

/** Longest `duration`: 90 days (`privatenumber_02_0002`). */
export const LONGEST_DURATION_SECONDS = 7_776_000;

/** Bind: checks, the choice of X, and the answer with the limits in force. */
export const bindAxb = (platform: Platform, store: AxbStore, { app, body }: PlatformRequest): Answer => {
  const parameters = bodyParameters(body);
  const a = parameters.requiredText('callerNum', 4, 31);
  const b = parameters.requiredText('calleeNum', 4, 31);
  if (a === b) throw invalidRequest('calleeNum is invalid.');
  const durationSeconds = parameters.integer('duration', 0, LONGEST_DURATION_SECONDS) ?? 0;
  const settings = readCommonSettings(app, parameters, { recordFlag: 'false', maxDuration: 0 }, 'AXB');
  const x = pickX(platform, store, app, parameters, [a, b]);

  const binding = {
    callDirection: 0,
    recordFlag: 'false',
    maxDuration: 0,
    ...settings,
    subscriptionId: platform.random.uuid(),
    appKey: app.appKey,
    a,
    b,
    x,
    durationSeconds,
    subscribeTime: platform.clock.now(),
  } as const;
  store.add(binding);
  const { subscriptionId, callDirection, maxDuration } = binding;
  const answer = { subscriptionId, relationNum: x, callDirection, duration: durationSeconds, maxDuration };
  return successAnswer(spellNumbers(answer, platform.dialect));
};

/** `relationNum` wins over `areaCode`; with neither, the home city of a mobile A decides. */
const pickX = (
  platform: Platform,
  store: AxbStore,
  app: AppRecord,
  parameters: Parameters,
  parties: [a: string, b: string],
): string => {
  const named = parameters.text('relationNum', 4, 31);
  const areaCode = parameters.text('areaCode', 0, 32) || undefined;
  const loose = parameters.choice('areaMatchMode', ['0', '1']) === '1';
  const taken = (x: string): boolean => parties.some((number) => store.of(x, number));
  const full = (x: string): boolean => store.on(x).length >= platform.settings.pairsPerX;

  if (named !== undefined) {
    const { x } = namedNumber(app, named, { notOwned: '1012001', newBinding: true });
    if (taken(x)) throw new Refusal(403, '1012010');
    if (full(x)) throw new Refusal(403, '1012009');
    return x;
  }
  const [a] = parties;
  if (areaCode === undefined && !isMobile(a)) throw invalidRequest('areaCode is missing.');
  const free = ({ x }: { x: string }): boolean => !taken(x) && !full(x);
  return chooseNumber(platform, app, { areaCode: areaCode ?? homeCity(platform, a), loose, free }, '1012008')
    .x;
};

/** Unbind: one binding by its id, or every binding of an X. */
export const unbindAxb = (store: AxbStore, { app, query }: PlatformRequest): Answer => {
  const parameters = queryParameters(query);
  const subscriptionId = parameters.text('subscriptionId', 1, 64);
  if (subscriptionId !== undefined) {
    if (!store.find(app.appKey, subscriptionId)) throw new Refusal(403, '1016001');
    store.remove(subscriptionId);
    return successAnswer();
  }
  const x = ownNumber(app, parameters.requiredText('relationNum', 4, 31), '1012001').x;
  const bindings = store.on(x);
  if (bindings.length === 0) throw new Refusal(403, '1012007');
  for (const binding of bindings) store.remove(binding.subscriptionId);
  return successAnswer();
};

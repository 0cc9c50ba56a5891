import { type Answer, invalidRequest, Refusal, successAnswer } from '../../protocol/answer.ts';
import { bodyParameters, type Parameters } from '../../protocol/parameters.ts';
import type { AppRecord } from '../../state/apps.ts';
import { secondsAfter } from '../../state/clock.ts';
import type { Platform } from '../../state/platform.ts';
import { FORBIDDEN_IN_USER_DATA, readCommonSettings, readUserData } from '../binding-parameters.ts';
import type { PlatformRequest } from '../mode.ts';
import { namedNumber, ownNumber } from '../number-choice.ts';
import { readAxSettings, X_PER_A } from './ax-bind.ts';
import type { AxBinding, AxStore } from './ax-store.ts';

type Missing = { byId: string; byX: string; notOwned: string };

/** The binding a body names, by `subscriptionId`, which wins, or by `privateNum`. Empty counts as absent. */
const bindingOf = (store: AxStore, app: AppRecord, parameters: Parameters, missing: Missing): AxBinding => {
  const subscriptionId = parameters.text('subscriptionId', 0, 64);
  if (subscriptionId) {
    const binding = store.find(app.appKey, subscriptionId);
    if (!binding) throw new Refusal(403, missing.byId);
    return binding;
  }
  const { x } = ownNumber(app, parameters.requiredText('privateNum', 1, 32), missing.notOwned);
  const binding = store.on(x);
  if (!binding) throw new Refusal(403, missing.byX);
  return binding;
};

const usable = (app: AppRecord, x: string, notOwned: string): void =>
  void namedNumber(app, x, { notOwned, newBinding: false });

/** Modify: what is sent changes, X never does. The same A again is 1016002. Source: `privatenumber_02_0013`. */
export const modifyAx = (platform: Platform, store: AxStore, { app, body }: PlatformRequest): Answer => {
  const parameters = bodyParameters(body);
  const missing = { byId: '1016001', byX: '1016001', notOwned: '1011001' };
  const binding = bindingOf(store, app, parameters, missing);
  const a = parameters.text('origNum', 1, 32);
  const settings = {
    ...readCommonSettings(app, parameters, binding, 'AX'),
    ...readAxSettings(app, parameters),
  };
  usable(app, binding.x, '1011001');
  if (a === binding.a) throw new Refusal(403, '1016002');
  if (a !== undefined && store.of(app.appKey, a).length >= X_PER_A) throw new Refusal(403, '1011003');
  store.keep({ ...binding, ...settings, a: a ?? binding.a, subscribeTime: platform.clock.now() });
  return successAnswer();
};

const LONGEST_WINDOW_SECONDS = 259_200;
const DEFAULT_WINDOW_SECONDS = 60;

/** Sets whom A reaches by calling X, in place of whoever was set before. Source: `privatenumber_02_0015`. */
export const setTemporaryCallee = (
  platform: Platform,
  store: AxStore,
  { app, body }: PlatformRequest,
): Answer => {
  const parameters = bodyParameters(body);
  const missing = { byId: '1016001', byX: '1011004', notOwned: '1011004' };
  const number = parameters.requiredText('calleeNum', 4, 31);
  const seconds = parameters.integer('duration', 1, LONGEST_WINDOW_SECONDS) ?? DEFAULT_WINDOW_SECONDS;
  const userData = readUserData(parameters, FORBIDDEN_IN_USER_DATA.AX);
  const binding = bindingOf(store, app, parameters, missing);
  usable(app, binding.x, '1011004');
  if (number === binding.x) throw invalidRequest('calleeNum is invalid.');
  const expiresAt = secondsAfter(platform.clock.now(), seconds);
  const temporaryCallee = { number, expiresAt, ...(userData === undefined ? {} : { userData }) };
  store.keep({ ...binding, temporaryCallee });
  return successAnswer();
};

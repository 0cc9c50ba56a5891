import { type Answer, Refusal, successAnswer } from '../../protocol/answer.ts';
import { bodyParameters, type Parameters, queryParameters } from '../../protocol/parameters.ts';
import type { AppRecord } from '../../state/apps.ts';
import type { PlatformRequest } from '../mode.ts';
import { namedNumber } from '../number-choice.ts';
import { readAxeSettings } from './axe-bind.ts';
import type { AxeBinding, AxeStore } from './axe-store.ts';
import { checked, readTimes } from './axe-times.ts';

/**
 * The binding of a `subscriptionId`, which wins, or of `virtualNum` and `extendNum` together.
 *
 * @throws {Refusal} 1010002 with neither, 1016001 for nobody's.
 */
export const namedBinding = (store: AxeStore, app: AppRecord, parameters: Parameters): AxeBinding => {
  const subscriptionId = parameters.text('subscriptionId', 0, 64);
  const binding = subscriptionId
    ? store.find(app.appKey, subscriptionId)
    : store.behind(parameters.requiredText('virtualNum', 1, 32), parameters.requiredText('extendNum', 1, 4));
  if (binding?.appKey !== app.appKey) throw new Refusal(403, '1016001');
  return binding;
};

/** Unbind. Source: `privatenumber_02_0023`. */
export const unbindAxe = (store: AxeStore, { app, query }: PlatformRequest): Answer => {
  store.remove(namedBinding(store, app, queryParameters(query)).subscriptionId);
  return successAnswer();
};

type Callback = { callbackNum?: string; callbackTone?: string };

/** Of number and tone for A's call-back the one sent last remains; an empty one is taken away. */
const callbackOf = (before: Callback, { callbackNum, callbackTone }: Callback): Callback => {
  if (callbackNum) return { callbackNum };
  if (callbackTone) return { callbackTone };
  return {
    ...(before.callbackNum && callbackNum === undefined ? { callbackNum: before.callbackNum } : {}),
    ...(before.callbackTone && callbackTone === undefined ? { callbackTone: before.callbackTone } : {}),
  };
};

/**
 * Modify: what is sent changes, A never does. A `bindExpiredTime` counts from now on, but the query goes on showing
 * that of the bind if the bind had one. Source: `privatenumber_02_0023_1`, `_0024`.
 */
export const modifyAxe = (store: AxeStore, { app, body }: PlatformRequest): Answer => {
  const parameters = bodyParameters(body);
  const binding = namedBinding(store, app, parameters);
  const settings = readAxeSettings(app, parameters, binding.recordFlag);
  const sent = readTimes(parameters, binding.times.bind.unit);
  const times = checked({
    bind: sent.bind ?? binding.times.bind,
    callback: sent.callback ?? binding.times.callback,
  });
  namedNumber(app, binding.x, { notOwned: '1016001', newBinding: false });
  const { callbackNum: _number, callbackTone: _tone, ...kept } = { ...binding, ...settings };
  const shownTime = binding.timeOfBind ? binding.shownTime : times.bind;
  const changed = { ...kept, ...callbackOf(binding, settings), times, shownTime };
  store.keep(changed, sent.bind !== undefined);
  return successAnswer();
};

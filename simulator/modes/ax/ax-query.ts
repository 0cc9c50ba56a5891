import { type Answer, Refusal, successAnswer } from '../../protocol/answer.ts';
import { type Parameters, queryParameters } from '../../protocol/parameters.ts';
import type { AppRecord } from '../../state/apps.ts';
import { platformTime } from '../../state/clock.ts';
import { spellNumbers } from '../../state/dialect.ts';
import type { Platform } from '../../state/platform.ts';
import type { PlatformRequest } from '../mode.ts';
import type { AxBinding, AxStore } from './ax-store.ts';

/** Query by `subscriptionId`, else by `origNum`, else by `privateNum`. Source: `privatenumber_02_0014`. */
export const queryAx = ({ dialect }: Platform, store: AxStore, { app, query }: PlatformRequest): Answer => {
  const found = lookUp(store, app, queryParameters(query));
  if (found.length === 0 && dialect.emptyQuery !== 'total-0') throw new Refusal(403, dialect.emptyQuery);
  return successAnswer(spellNumbers({ privateNumList: found.map(entryOf) }, dialect));
};

const lookUp = (store: AxStore, app: AppRecord, parameters: Parameters): AxBinding[] => {
  const subscriptionId = parameters.text('subscriptionId', 1, 64);
  const a = parameters.text('origNum', 1, 32);
  if (subscriptionId === undefined && a !== undefined) return store.of(app.appKey, a);
  const binding =
    subscriptionId === undefined
      ? store.on(parameters.requiredText('privateNum', 1, 32))
      : store.find(app.appKey, subscriptionId);
  return binding?.appKey === app.appKey ? [binding] : [];
};

const entryOf = (binding: AxBinding) => ({
  origNum: binding.a,
  privateNum: binding.x,
  privateNumType: 'mobile-virtual',
  subscribeTime: platformTime(binding.subscribeTime),
  subscriptionId: binding.subscriptionId,
  recordFlag: binding.recordFlag,
  recordHintTone: binding.recordFlag === 'true' ? binding.recordHintTone : undefined,
  preVoice: binding.preVoice,
  calleeNumDisplay: binding.calleeNumDisplay,
  privateSms: binding.privateSms,
  maxDuration: binding.maxDuration,
  lastMinVoice: binding.lastMinVoice,
  turnFlag: binding.turnFlag,
  callDirection: binding.callDirection,
  userData: binding.userData,
});

import { type Answer, Refusal, successAnswer } from '../../protocol/answer.ts';
import type { Parameters } from '../../protocol/parameters.ts';
import type { AppRecord } from '../../state/apps.ts';
import { platformTime } from '../../state/clock.ts';
import type { Platform } from '../../state/platform.ts';
import type { PlatformRequest } from '../mode.ts';
import { ownNumber } from '../number-choice.ts';
import { axybQuery } from './axyb-parameters.ts';
import type { AxybBinding, AxybStore, YbRelation } from './axyb-store.ts';

/** Unbind: A-X with all its Y-B, or one Y-B by `yNum`, which wins, or `bNum`. Source: `privatenumber_axyb_0018`. */
export const unbindAxyb = (store: AxybStore, { app, query }: PlatformRequest): Answer => {
  const parameters = axybQuery(app, query);
  const subscriptionId = parameters.requiredText('subscriptionId', 1, 64);
  const y = parameters.text('yNum', 1, 32);
  const b = parameters.text('bNum', 1, 32);
  const binding = store.find(app.appKey, subscriptionId);
  if (!binding) throw new Refusal(403, '1016001');
  if (y === undefined && b === undefined) {
    store.remove(subscriptionId);
    return successAnswer();
  }
  const relation = binding.relations.find((one) => (y === undefined ? one.b === b : one.y === y));
  if (!relation) throw new Refusal(403, '1016001');
  store.unrelate(subscriptionId, relation.y);
  return successAnswer();
};

/** Entries an answer has at most (`privatenumber_axyb_0019`); the oldest ones are kept. */
const MOST_ENTRIES = 5;

/** Query by `subscriptionId`, which wins, or by the number X or Y. Source: `privatenumber_axyb_0019`. */
export const queryAxyb = (
  { dialect }: Platform,
  store: AxybStore,
  { app, query }: PlatformRequest,
): Answer => {
  const found = lookUp(store, app, axybQuery(app, query)).slice(0, MOST_ENTRIES);
  if (found.length === 0 && dialect.emptyQuery !== 'total-0') throw new Refusal(403, dialect.emptyQuery);
  return successAnswer({ xyRelationNumList: found });
};

const lookUp = (store: AxybStore, app: AppRecord, parameters: Parameters) => {
  const subscriptionId = parameters.text('subscriptionId', 1, 64);
  if (subscriptionId !== undefined) return entriesOf(store.find(app.appKey, subscriptionId));
  const { x } = ownNumber(app, parameters.requiredText('relationNum', 1, 32), '1012001');
  const onX = store.on(x);
  return onX ? entriesOf(onX) : store.onY(x).map(({ binding, relation }) => entryOf(binding, relation));
};

/** One entry for each Y-B; A-X alone while it has none. */
const entriesOf = (binding: AxybBinding | undefined) => {
  if (!binding) return [];
  const { relations } = binding;
  return relations.length === 0
    ? [entryOf(binding)]
    : relations.map((relation) => entryOf(binding, relation));
};

const entryOf = (binding: AxybBinding, relation?: YbRelation) => {
  const settings = { recordFlag: 'false', callDirection: 0, ...binding.settings, ...relation?.settings };
  return {
    bindId: binding.subscriptionId,
    numA: binding.a,
    numX: binding.x,
    numY: relation?.y,
    numB: relation?.b,
    recordFlag: settings.recordFlag,
    recordHintTone: settings.recordFlag === 'true' ? settings.recordHintTone : undefined,
    subscribeTime: platformTime((relation ?? binding).subscribeTime),
    callDirection: settings.callDirection,
    duration: String(binding.durationSeconds),
    ybDuration: String((relation ?? binding).ybDurationSeconds),
    preVoiceX: settings.preVoiceX,
    preVoiceY: settings.preVoiceY,
    userData: settings.userData,
  };
};

import { type Answer, invalidRequest, Refusal, successAnswer } from '../../protocol/answer.ts';
import { bodyParameters, type Parameters } from '../../protocol/parameters.ts';
import type { Platform } from '../../state/platform.ts';
import type { PlatformRequest } from '../mode.ts';
import { namedNumber } from '../number-choice.ts';
import { pickX, pickY, readArea } from './axyb-numbers.ts';
import { axybQuery, readAxybSettings, readSeconds, withinDuration } from './axyb-parameters.ts';
import type { AxybStore } from './axyb-store.ts';

const DEFAULT_DURATION_SECONDS = 7200;
/** X numbers one A may hold. */
const X_PER_A = 5;

/** Bind: without `subscriptionId` the step that makes A-X, with one the step that adds Y-B. Source: `privatenumber_axyb_0017`. */
export const bindAxyb = (platform: Platform, store: AxybStore, request: PlatformRequest): Answer => {
  axybQuery(request.app, request.query);
  const parameters = bodyParameters(request.body);
  const party = parameters.requiredText('origNum', 1, 32);
  const subscriptionId = parameters.text('subscriptionId', 0, 64);
  return subscriptionId
    ? bindYb(platform, store, request, { parameters, b: party, subscriptionId })
    : bindAx(platform, store, request, { parameters, a: party });
};

const bindAx = (
  platform: Platform,
  store: AxybStore,
  { app }: PlatformRequest,
  { parameters, a }: { parameters: Parameters; a: string },
): Answer => {
  const settings = readAxybSettings(app, parameters, 'false');
  const durationSeconds = readSeconds(parameters, 'duration') ?? DEFAULT_DURATION_SECONDS;
  const ybSeconds = readSeconds(parameters, 'ybDuration') ?? 0;
  const area = readArea(parameters);
  if (store.of(app.appKey, a).length >= X_PER_A) throw new Refusal(403, '1012008');
  const x = pickX(platform, store, app, area);
  const subscriptionId = platform.random.uuid();
  store.add({
    subscriptionId,
    appKey: app.appKey,
    a,
    x,
    settings,
    durationSeconds,
    ybDurationSeconds: withinDuration(ybSeconds, durationSeconds),
    subscribeTime: platform.clock.now(),
  });
  return successAnswer({ subscriptionId, relationNumber: x });
};

const bindYb = (
  platform: Platform,
  store: AxybStore,
  { app }: PlatformRequest,
  { parameters, b, subscriptionId }: { parameters: Parameters; b: string; subscriptionId: string },
): Answer => {
  const binding = store.find(app.appKey, subscriptionId);
  if (!binding) throw new Refusal(403, '1016001');
  const settings = readAxybSettings(app, parameters, binding.settings.recordFlag ?? 'false');
  const sentSeconds = readSeconds(parameters, 'ybDuration');
  const ybSeconds =
    sentSeconds === undefined
      ? binding.ybDurationSeconds
      : withinDuration(sentSeconds, binding.durationSeconds);
  const area = readArea(parameters);
  namedNumber(app, binding.x, { notOwned: '1012001', newBinding: true });
  if (b === binding.a) throw invalidRequest('origNum is invalid.');
  if (binding.relations.some((relation) => relation.b === b)) throw new Refusal(403, '1012010');
  const y = pickY(platform, store, app, binding, area);
  const subscribeTime = platform.clock.now();
  const relation = { y, b, automatic: false, settings, ybDurationSeconds: ybSeconds, subscribeTime };
  store.relate(subscriptionId, relation);
  return successAnswer({ subscriptionId, relationNumber: y });
};

import { type Answer, invalidRequest, Refusal, successAnswer } from '../../protocol/answer.ts';
import { bodyParameters, type Parameters, queryParameters } from '../../protocol/parameters.ts';
import type { AppRecord } from '../../state/apps.ts';
import type { Platform } from '../../state/platform.ts';
import { compact, readCommonSettings } from '../binding-parameters.ts';
import type { DailyBinds } from '../daily-binds.ts';
import type { PlatformRequest } from '../mode.ts';
import { chooseNumber, namedNumber } from '../number-choice.ts';
import type { AxStore } from './ax-store.ts';

/** X numbers one A may hold (`privatenumber_02_0011`). */
export const X_PER_A = 5;

/** The settings only AX has. Source: `privatenumber_02_0011`; 1020178 without permission to show real callers. */
export const readAxSettings = (app: AppRecord, parameters: Parameters) => {
  const calleeNumDisplay = parameters.choice('calleeNumDisplay', ['0', '1']);
  const turnFlag = parameters.choice('turnFlag', ['on', 'off']);
  if (calleeNumDisplay === '1' && !app.showsRealCaller) throw new Refusal(403, '1020178');
  return compact<{ calleeNumDisplay: string; turnFlag: string }>({ calleeNumDisplay, turnFlag });
};

/** Bind: one A for an X, at most five X for an A. */
export const bindAx = (
  platform: Platform,
  store: AxStore,
  daily: DailyBinds,
  { app, body }: PlatformRequest,
): Answer => {
  const parameters = bodyParameters(body);
  const a = parameters.requiredText('origNum', 1, 32);
  const settings = {
    ...readCommonSettings(app, parameters, { recordFlag: 'false', maxDuration: 0 }, 'AX'),
    ...readAxSettings(app, parameters),
  };
  const x = pickX(platform, store, app, parameters, () => {
    if (store.of(app.appKey, a).length >= X_PER_A) throw new Refusal(403, '1011003');
  });
  daily.count(a);

  const subscriptionId = platform.random.uuid();
  store.keep({
    recordFlag: 'false',
    maxDuration: 0,
    ...settings,
    subscriptionId,
    appKey: app.appKey,
    a,
    x,
    subscribeTime: platform.clock.now(),
    temporaryCallee: null,
  });
  return successAnswer({ origNum: a, privateNum: x, subscriptionId });
};

/** `privateNum` wins over `areaCode`. `checkA` runs after the checks of a named X and before one is picked. */
const pickX = (
  platform: Platform,
  store: AxStore,
  app: AppRecord,
  parameters: Parameters,
  checkA: () => void,
): string => {
  const named = parameters.text('privateNum', 1, 32);
  const areaCode = parameters.text('areaCode', 0, 32) || undefined;
  const type = parameters.choice('privateNumType', ['mobile-virtual']);
  const loose = parameters.choice('areaMatchMode', ['0', '1']) === '1';
  if (named !== undefined) {
    const { x } = namedNumber(app, named, { notOwned: '1011001', newBinding: true });
    if (store.on(x)) throw new Refusal(403, '1011005');
    checkA();
    return x;
  }
  if (areaCode === undefined) throw invalidRequest('privateNum is missing.');
  if (type === undefined) throw invalidRequest('privateNumType is missing.');
  checkA();
  return chooseNumber(platform, app, { areaCode, loose, free: ({ x }) => !store.on(x) }, '1011002').x;
};

/** Unbind by id, which wins, or by X; `origNum` is not read. */
export const unbindAx = (store: AxStore, { app, query }: PlatformRequest): Answer => {
  const parameters = queryParameters(query);
  const subscriptionId = parameters.text('subscriptionId', 1, 64);
  const x = subscriptionId === undefined ? parameters.requiredText('privateNum', 1, 32) : undefined;
  const binding = subscriptionId === undefined ? undefined : store.find(app.appKey, subscriptionId);
  const onX = x === undefined ? undefined : store.on(x);
  const found = binding ?? (onX?.appKey === app.appKey ? onX : undefined);
  if (!found) throw new Refusal(403, '1011004');
  store.remove(found.subscriptionId);
  return successAnswer();
};

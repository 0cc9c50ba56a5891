import { type Answer, Refusal, successAnswer } from '../../protocol/answer.ts';
import { type Parameters, queryParameters } from '../../protocol/parameters.ts';
import type { AppRecord } from '../../state/apps.ts';
import { platformTime } from '../../state/clock.ts';
import { spellNumbers } from '../../state/dialect.ts';
import type { Platform } from '../../state/platform.ts';
import type { PlatformRequest } from '../mode.ts';
import { ownNumber } from '../number-choice.ts';
import type { AxbBinding, AxbStore } from './axb-store.ts';

/** Query, with paging when all bindings of an X are asked for. */
export const queryAxb = (
  platform: Platform,
  store: AxbStore,
  { app, query: sent }: PlatformRequest,
): Answer => {
  const parameters = queryParameters(sent);
  const { found, pageIndex, pageSize } = lookUp(store, app, parameters);
  if (found.length === 0 && platform.dialect.emptyQuery !== 'total-0')
    throw new Refusal(403, platform.dialect.emptyQuery);
  const relationNumList = found.slice((pageIndex - 1) * pageSize, pageIndex * pageSize).map(entryOf);
  const answer = { app_key: app.appKey, totalCount: found.length, pageIndex, pageSize, relationNumList };
  return successAnswer(spellNumbers(answer, platform.dialect));
};

type Found = { found: AxbBinding[]; pageIndex: number; pageSize: number };

/** `subscriptionId` wins over everything; the numbers count only together with `relationNum`. */
const lookUp = (store: AxbStore, app: AppRecord, parameters: Parameters): Found => {
  const onePage = (found: AxbBinding[]): Found => ({ found, pageIndex: 1, pageSize: 50 });
  const subscriptionId = parameters.text('subscriptionId', 1, 64);
  if (subscriptionId !== undefined)
    return onePage([store.find(app.appKey, subscriptionId)].filter((binding) => binding !== undefined));

  const x = ownNumber(app, parameters.requiredText('relationNum', 4, 31), '1012001').x;
  const a = parameters.text('callerNum', 4, 128);
  const b = parameters.text('calleeNum', 4, 128);
  const all = store.on(x);
  if (a !== undefined || b !== undefined)
    return onePage(all.filter((one) => (a === undefined || one.a === a) && (b === undefined || one.b === b)));
  return { found: all, pageIndex: pageNumber(parameters), pageSize: pageLength(parameters) };
};

const numberOr = (
  parameters: Parameters,
  name: string,
  min: number,
  max: number,
  otherwise: number,
): number => {
  const sent = Number(parameters.text(name, 0, 64) ?? otherwise);
  return Number.isInteger(sent) && sent >= min && sent <= max ? sent : otherwise;
};
const pageNumber = (parameters: Parameters): number =>
  numberOr(parameters, 'pageIndex', 1, Number.MAX_SAFE_INTEGER, 1);
const pageLength = (parameters: Parameters): number => numberOr(parameters, 'pageSize', 10, 100, 50);

const entryOf = (binding: AxbBinding) => ({
  subscriptionId: binding.subscriptionId,
  callerNum: binding.a,
  calleeNum: binding.b,
  relationNum: binding.x,
  callDirection: binding.callDirection,
  duration: binding.durationSeconds,
  subscribeTime: platformTime(binding.subscribeTime),
  recordFlag: binding.recordFlag,
  recordHintTone: binding.recordHintTone,
  preVoice: binding.preVoice,
  maxDuration: binding.maxDuration,
  lastMinVoice: binding.lastMinVoice,
  privateSms: binding.privateSms,
  userData: binding.userData,
});

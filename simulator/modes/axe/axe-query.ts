import { type Answer, invalidRequest, Refusal, successAnswer } from '../../protocol/answer.ts';
import { type Parameters, queryParameters } from '../../protocol/parameters.ts';
import type { AppRecord } from '../../state/apps.ts';
import { spellNumbers } from '../../state/dialect.ts';
import type { Platform } from '../../state/platform.ts';
import type { PlatformRequest } from '../mode.ts';
import { namedBinding } from './axe-change.ts';
import type { AxeBinding, AxeStore } from './axe-store.ts';

const entryOf = (binding: AxeBinding) => ({
  subscriptionId: binding.subscriptionId,
  virtualNum: binding.x,
  extendNum: binding.extension,
  bindNum: binding.a,
  displayNumMode: binding.displayNumMode,
  recordFlag: binding.recordFlag,
  recordHintTone: binding.recordFlag === 'true' ? binding.recordHintTone : undefined,
  callbackTone: binding.callbackTone,
  callbackNum: binding.callbackNum,
  timeUnit: binding.shownTime.unit,
  bindExpiredTime: binding.shownTime.value,
  callbackExpiredTime: binding.times.callback.value,
  userData: binding.userData,
});

/** Query v1.0: one binding, flat. Source: `privatenumber_02_0024`. */
export const queryAxe = ({ dialect }: Platform, store: AxeStore, { app, query }: PlatformRequest): Answer =>
  successAnswer(spellNumbers(entryOf(namedBinding(store, app, queryParameters(query))), dialect));

const DEFAULT_LIMIT = 50;

const readLimit = (parameters: Parameters): number => {
  const limit = Number(parameters.text('limit', 0, 64) ?? DEFAULT_LIMIT);
  return Number.isInteger(limit) && limit >= 1 && limit <= 100 ? limit : DEFAULT_LIMIT;
};

const cursorOf = ({ createdAt, sequence }: AxeBinding): string =>
  `${String(createdAt.getTime()).padStart(13, '0')}_${sequence}`;

/** The part of a cursor that orders bindings: what was bound first comes first. */
const readSequence = (parameters: Parameters): number => {
  const cursor = parameters.text('cursor', 1, 64) ?? '0000000000000_0';
  if (!/^\d{13}_\d{1,20}$/.test(cursor)) throw invalidRequest('cursor is invalid.');
  return Number(cursor.split('_')[1]);
};

type Page = { found: AxeBinding[]; nextCusor?: string };

const lookUp = (store: AxeStore, app: AppRecord, parameters: Parameters): Page => {
  if (parameters.text('subscriptionId', 0, 64) || parameters.text('extendNum', 0, 4))
    return { found: [namedBinding(store, app, parameters)] };
  const x = parameters.requiredText('virtualNum', 1, 32);
  const after = readSequence(parameters);
  const limit = readLimit(parameters);
  const rest = store.on(x).filter((one) => one.appKey === app.appKey && one.sequence > after);
  const found = rest.sort((one, other) => one.sequence - other.sequence).slice(0, limit);
  const last = found.at(-1);
  return { found, ...(last && rest.length > found.length ? { nextCusor: cursorOf(last) } : {}) };
};

/** Query v2.0: one binding, or those of an X page by page; the cursor is spelled as the platform does. Source: `_0027`. */
export const queryAxePage = (
  { dialect }: Platform,
  store: AxeStore,
  { app, query }: PlatformRequest,
): Answer => {
  const { found, nextCusor } = lookUp(store, app, queryParameters(query));
  if (found.length === 0 && dialect.emptyQuery !== 'total-0') throw new Refusal(403, dialect.emptyQuery);
  return successAnswer(spellNumbers({ [dialect.axeList]: found.map(entryOf), nextCusor }, dialect));
};

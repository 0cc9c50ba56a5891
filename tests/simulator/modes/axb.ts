import { type Answer, invalidRequest, Refusal, successAnswer } from '../answer.ts';
import type { AppRecord } from '../apps.ts';
import { platformTime } from '../clock.ts';
import { spellNumbers } from '../dialect.ts';
import { bodyParameters, type Parameters, queryParameters } from '../parameters.ts';
import type { Platform } from '../platform.ts';
import { routeCall, routeText } from './axb-routing.ts';
import { type AxbBinding, type AxbStore, createAxbStore } from './axb-store.ts';
import { readCommonSettings } from './binding-parameters.ts';
import type { Mode, PlatformRequest } from './mode.ts';
import { chooseNumber, isMobile, namedNumber } from './number-choice.ts';

const PATH = '/rest/caas/relationnumber/partners/v1.0';
const LONGEST_DURATION_SECONDS = 7_776_000;

/** AXB: X joins A and B. Source: `privatenumber_02_0001` to `_0005`. */
export const createAxbMode = (platform: Platform): Mode => {
  const store = createAxbStore(platform.clock);
  const operation = { mode: 'AXB', path: PATH } as const;

  return {
    name: 'AXB',
    serviceType: '004',
    sessionPrefix: '1200',
    operations: [
      { ...operation, name: 'bind', method: 'POST', handle: (request) => bind(platform, store, request) },
      { ...operation, name: 'unbind', method: 'DELETE', handle: (request) => unbind(store, request) },
      { ...operation, name: 'modify', method: 'PUT', handle: (request) => modify(platform, store, request) },
      { ...operation, name: 'query', method: 'GET', handle: (request) => query(platform, store, request) },
    ],
    routeCall: (call) => routeCall(store, call),
    routeText: (text) => routeText(store, text),
    bindings: () => store.all().map(viewOf),
    clear: () => store.clear(),
  };
};

const bind = (platform: Platform, store: AxbStore, { app, body }: PlatformRequest): Answer => {
  const parameters = bodyParameters(body);
  const a = parameters.requiredText('callerNum', 4, 31);
  const b = parameters.requiredText('calleeNum', 4, 31);
  if (a === b) throw invalidRequest('calleeNum is invalid.');
  const durationSeconds = parameters.integer('duration', 0, LONGEST_DURATION_SECONDS) ?? 0;
  const settings = readCommonSettings(app, parameters, { recordFlag: 'false', maxDuration: 0 });
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
  const loose = parameters.digit('areaMatchMode', ['0', '1']) === '1';
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

const homeCity = ({ settings }: Platform, number: string): string | null =>
  Object.entries(settings.homeAreaCodes).find(([prefix]) => number.startsWith(prefix))?.[1] ?? null;

const unbind = (store: AxbStore, { app, query }: PlatformRequest): Answer => {
  const parameters = queryParameters(query);
  const subscriptionId = parameters.text('subscriptionId', 1, 64);
  if (subscriptionId !== undefined) {
    if (!store.find(app.appKey, subscriptionId)) throw new Refusal(403, '1016001');
    store.remove(subscriptionId);
    return successAnswer();
  }
  const x = ownX(app, parameters.requiredText('relationNum', 4, 31));
  const bindings = store.on(x);
  if (bindings.length === 0) throw new Refusal(403, '1012007');
  for (const binding of bindings) store.remove(binding.subscriptionId);
  return successAnswer();
};

/** An X of the application in whatever state; another one is 1012001. */
const ownX = (app: AppRecord, x: string): string => {
  if (!app.numbers.some((number) => number.x === x)) throw new Refusal(403, '1012001');
  return x;
};

const modify = (platform: Platform, store: AxbStore, { app, body }: PlatformRequest): Answer => {
  const parameters = bodyParameters(body);
  const subscriptionId = parameters.requiredText('subscriptionId', 1, 64);
  const a = parameters.text('callerNum', 4, 31);
  const b = parameters.text('calleeNum', 4, 31);
  const durationSeconds = parameters.integer('duration', 0, LONGEST_DURATION_SECONDS);
  const binding = store.find(app.appKey, subscriptionId);
  const settings = readCommonSettings(app, parameters, binding ?? { recordFlag: 'false', maxDuration: 0 });
  if (!binding) throw new Refusal(403, '1016001');
  namedNumber(app, binding.x, { notOwned: '1012007', newBinding: false });

  const changed: AxbBinding = {
    ...binding,
    ...settings,
    a: a ?? binding.a,
    b: b ?? binding.b,
    durationSeconds: durationSeconds ?? binding.durationSeconds,
    subscribeTime: platform.clock.now(),
  };
  if (changed.a === changed.b) throw invalidRequest('calleeNum is invalid.');
  for (const number of [changed.a, changed.b]) {
    const holder = store.of(binding.x, number);
    if (holder && holder.subscriptionId !== subscriptionId)
      throw new Refusal(403, '1012010', { text: `The number ${number} has been bound.` });
  }
  store.change(changed, durationSeconds !== undefined);
  return successAnswer();
};

const query = (platform: Platform, store: AxbStore, { app, query: sent }: PlatformRequest): Answer => {
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

  const x = ownX(app, parameters.requiredText('relationNum', 4, 31));
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

const viewOf = (binding: AxbBinding) => {
  const { subscribeTime, expiresAt, ...fields } = binding;
  return {
    ...fields,
    mode: 'AXB' as const,
    subscribeTime: subscribeTime.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
  };
};

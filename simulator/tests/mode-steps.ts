import type { PlaceCall } from '../calls/place-call.ts';
import type { WireAnswer } from '../conformance/platform-client.ts';
import {
  A,
  AX_PATH,
  AXE_PATH,
  AXYB_PATH,
  B,
  CALLEE_PATH,
  type Playground,
  pushedTo,
  X,
} from './playground.ts';

type Fields = Record<string, unknown>;
type MoreOfCall = Partial<PlaceCall>;
/** The playground of the test that runs; asked late, because each test has its own. */
type Current = () => Playground;

const bound = ({ json, text }: WireAnswer): Record<string, unknown> => {
  if (json?.['resultcode'] !== '0') throw new Error(`Not bound: ${text}`);
  return json;
};

/** What was pushed, and the types of the events in it. */
export const pushesOf = (current: Current) => {
  const pushed = () => pushedTo(current().receiver);
  const types = () =>
    pushed()
      .events()
      .map(({ eventType }) => eventType);
  return { pushed, types };
};

/** Steps of a test of AX: A on X, B as temporary callee. */
export const axSteps = (current: Current) => ({
  ...pushesOf(current),
  bind: async (fields: Fields = {}) => {
    const body = { origNum: A, privateNum: X, ...fields };
    return String(bound(await current().client.send('POST', AX_PATH, { body }))['subscriptionId']);
  },
  setCallee: (fields: Fields = {}) =>
    current().client.send('PUT', CALLEE_PATH, { body: { privateNum: X, calleeNum: B, ...fields } }),
  call: (from: string, more: MoreOfCall = {}) =>
    current().control.placeCall({ from, to: X, outcome: 'answered', ...more }),
});

/** Steps of a test of AXE: A on X behind 1234. */
export const axeSteps = (current: Current) => ({
  ...pushesOf(current),
  bind: async (fields: Fields = {}) => {
    const body = { bindNum: A, virtualNum: X, extendNum: '1234', ...fields };
    return String(bound(await current().client.send('POST', AXE_PATH, { body }))['subscriptionId']);
  },
  modify: (fields: Fields) =>
    current().client.send('PUT', AXE_PATH, { body: { virtualNum: X, extendNum: '1234', ...fields } }),
  call: (from: string, more: MoreOfCall = {}) =>
    current().control.placeCall({ from, to: X, outcome: 'answered', extension: '1234', ...more }),
  /** A calls X; the state code of the end. */
  callBack: async (more: MoreOfCall = {}) =>
    (await current().control.placeCall({ from: A, to: X, outcome: 'answered', ...more })).stateCode,
});

/** Steps of a test of AXYB: A on an X, B on a Y. */
export const axybSteps = (current: Current) => {
  const send = (method: string, fields: { body?: unknown; query?: string } = {}) => {
    const query = [`app_key=${current().app.appKey}`, fields.query].filter(Boolean).join('&');
    return current().client.send(method, AXYB_PATH, { ...fields, query });
  };
  const bind = async (body: Fields) => {
    const { subscriptionId, relationNumber } = bound(await send('POST', { body }));
    return { id: String(subscriptionId), number: String(relationNumber) };
  };
  return {
    ...pushesOf(current),
    send,
    bind,
    bindPair: async (one: Fields = {}, two: Fields = {}) => {
      const { id, number: x } = await bind({ origNum: A, ...one });
      const { number: y } = await bind({ origNum: B, subscriptionId: id, ...two });
      return { id, x, y };
    },
    call: (from: string, to: string, more: MoreOfCall = {}) =>
      current().control.placeCall({ from, to, outcome: 'answered', ...more }),
    relations: async () => (await current().control.bindings())[0]?.['relations'],
  };
};

/** What the customer answers in the sample of a live call that is put through. */
export const CONNECT = {
  displayCalleeNum: X,
  calleeNum: B,
  maxDuration: 60,
  recordFlag: 'true',
  recordHintTone: 'record_notice.wav',
  waitVoice: 'ringback.wav',
  lastMinVoice: 'last_minute.wav',
  userData: 'order-20260301-0042',
};

/** Steps of a test of X: A calls, the customer answers. */
export const xSteps = (current: Current) => {
  const answerWith = (answer: unknown) => current().receiver.reply('/events', answer);
  return {
    ...pushesOf(current),
    answerWith,
    connectWith: (fields: Fields) =>
      answerWith({ operation: 'connect', connectInfo: { ...CONNECT, ...fields } }),
    call: (more: MoreOfCall = {}) =>
      current().control.placeCall({ from: A, to: X, outcome: 'answered', ...more }),
  };
};

import type { CallRoute, IncomingCall, IncomingText, TextRoute } from '../mode.ts';
import type { AxbBinding, AxbStore } from './axb-store.ts';

const attribution = (binding: AxbBinding, from: string) => ({
  direction: binding.a === from ? (1 as const) : (0 as const),
  subscriptionId: binding.subscriptionId,
  ...(binding.userData === undefined ? {} : { userData: binding.userData }),
});

const otherParty = (binding: AxbBinding, from: string): string =>
  binding.a === from ? binding.b : binding.a;

/** The other party of the caller's binding on X; 8014 without one, 8016 against its direction. */
export const routeCall = (store: AxbStore, { x, from }: IncomingCall): CallRoute => {
  const binding = store.of(x, from);
  if (!binding) return { kind: 'refuse', stateCode: 8014, direction: 2, subscriptionId: null };
  const refusedWay = { 0: null, 1: binding.b, 2: binding.a }[binding.callDirection];
  if (from === refusedWay) return { kind: 'refuse', stateCode: 8016, ...attribution(binding, from) };
  return {
    kind: 'connect',
    ...attribution(binding, from),
    callee: otherParty(binding, from),
    shown: x,
    fromParty: true,
    record: binding.recordFlag === 'true',
    announced: Boolean(binding.recordHintTone),
    maxDurationMinutes: binding.maxDuration,
  };
};

/** The other party, unless there is no binding (2) or it excludes texts (11). */
export const routeText = (store: AxbStore, { x, from, content }: IncomingText): TextRoute => {
  const binding = store.of(x, from);
  if (!binding) return { kind: 'refuse', sendResult: 2, direction: 2, subscriptionId: null };
  if (binding.privateSms === 'false')
    return { kind: 'refuse', sendResult: 11, ...attribution(binding, from) };
  return { kind: 'forward', ...attribution(binding, from), receiver: otherParty(binding, from), content };
};

import type { Attribution, CallRoute, DecidedRoute, IncomingCall } from '../mode.ts';
import type { AxeBinding, AxeStore } from './axe-store.ts';

const attributionTo = ({ subscriptionId, userData }: AxeBinding, direction: 0 | 1): Attribution => ({
  direction,
  subscriptionId,
  ...(userData === undefined ? {} : { userData }),
});

const putThrough = (
  binding: AxeBinding,
  to: { callee: string; shown: string; fromParty: boolean },
): DecidedRoute => ({
  kind: 'connect',
  ...attributionTo(binding, to.fromParty ? 1 : 0),
  ...to,
  record: binding.recordFlag === 'true',
  announced: Boolean(binding.recordHintTone),
  maxDurationMinutes: 0,
});

/** A calls X: the last caller, else `callbackNum`, else 8019. */
const callBack = (store: AxeStore, binding: AxeBinding, x: string): CallRoute => {
  const callee = store.lastCallerOf(binding) ?? binding.callbackNum;
  if (!callee) return { kind: 'refuse', stateCode: 8019, ...attributionTo(binding, 1) };
  return putThrough(binding, { callee, shown: x, fromParty: true });
};

/** Others reach the A behind the extension, who may then call back: no extension 8033, nobody behind it 8022. */
export const routeAxeCall = (store: AxeStore, { x, from, extension = '' }: IncomingCall): CallRoute => {
  const ofCaller = store.of(x, from);
  if (ofCaller) return callBack(store, ofCaller, x);
  const stranger = { direction: 2, subscriptionId: null, digits: extension } as const;
  if (extension === '') return { kind: 'refuse', stateCode: 8033, ...stranger };
  const binding = store.behind(x, extension);
  if (!binding) return { kind: 'refuse', stateCode: 8022, ...stranger };
  const shown = binding.displayNumMode === '1' ? from : x;
  const route = putThrough(binding, { callee: binding.a, shown, fromParty: false });
  const noteCaller = (): void => store.noteCaller(binding.subscriptionId, from);
  return { ...route, digits: extension, ...(route.kind === 'connect' ? { onTransfer: noteCaller } : {}) };
};

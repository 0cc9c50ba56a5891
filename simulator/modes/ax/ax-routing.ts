import type { Platform } from '../../state/platform.ts';
import type { Attribution, CallRoute, IncomingCall } from '../mode.ts';
import type { AxBinding, AxStore } from './ax-store.ts';

/** The attribution of a call or text of a binding; `userData` replaces the binding's. */
export const attributionTo = (
  binding: AxBinding,
  from: string,
  userData = binding.userData,
): Attribution => ({
  direction: binding.a === from ? 1 : 0,
  subscriptionId: binding.subscriptionId,
  ...(userData === undefined ? {} : { userData }),
});

/** True for a caller who may not call: 1 is "only A", 2 "only others". */
const isRefusedWay = ({ a, callDirection }: AxBinding, from: string): boolean =>
  callDirection === (from === a ? 2 : 1);

/**
 * Others reach A; A reaches the temporary callee, without one 8013. No binding, or one whose `turnFlag` is off: 8018;
 * against the direction: 8016.
 */
export const routeAxCall = ({ settings }: Platform, store: AxStore, { x, from }: IncomingCall): CallRoute => {
  const binding = store.on(x);
  if (!binding) return { kind: 'refuse', stateCode: 8018, direction: 2, subscriptionId: null };
  const byA = binding.a === from;
  const temporary = byA ? store.calleeOf(binding) : null;
  const attribution = attributionTo(binding, from, temporary?.userData);
  if (binding.turnFlag === 'off') return { kind: 'refuse', stateCode: 8018, ...attribution };
  if (isRefusedWay(binding, from)) return { kind: 'refuse', stateCode: 8016, ...attribution };
  if (byA && !temporary) return { kind: 'refuse', stateCode: 8013, ...attribution };
  const useUp = (): void => {
    if (temporary && settings.temporaryCallee === 'once') store.keep({ ...binding, temporaryCallee: null });
  };
  return {
    kind: 'connect',
    ...attribution,
    callee: temporary?.number ?? binding.a,
    shown: !byA && binding.calleeNumDisplay === '1' ? from : x,
    fromParty: byA,
    record: binding.recordFlag === 'true',
    announced: Boolean(binding.recordHintTone),
    maxDurationMinutes: binding.maxDuration,
    onTransfer: useUp,
  };
};

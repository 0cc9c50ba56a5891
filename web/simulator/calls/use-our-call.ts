import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ourCallsAbout } from '../api/our-records.ts';
import type { OurCall } from '../api/our-shapes.ts';
import type { CallRecord } from '../api/types.ts';
import { isConnected, live } from '../state/live.ts';
import { partnerOf } from './pairing.ts';

/** `our` undefined: our API has no such call for certain, or has not been asked yet. `maybe`: those that it may be. */
export type OurView = Readonly<{
  our: OurCall | undefined;
  maybe: readonly OurCall[];
  error: unknown;
  isAsked: boolean;
}>;

/** Our record of a call, asked for again whenever the platform was. */
export const useOurCall = (call: CallRecord | undefined): OurView => {
  const view = useSignal<OurView>({ our: undefined, maybe: [], error: undefined, isAsked: false });
  useEffect(() => {
    if (call === undefined || !isConnected.peek()) return undefined;
    const stop = new AbortController();
    ourCallsAbout(call, stop.signal).then(
      (ours) => {
        const { our, maybe = [] } = partnerOf(call, live.peek()?.calls ?? [call], ours);
        view.value = { our, maybe, error: undefined, isAsked: true };
      },
      (error: unknown) => {
        if (!stop.signal.aborted) view.value = { ...view.peek(), error, isAsked: true };
      },
    );
    return () => stop.abort();
  }, [call?.sessionId, live.value]);
  return view.value;
};

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { findOurCall, type OurCall } from '../api/our-records.ts';
import type { CallRecord } from '../api/types.ts';
import { isConnected, live } from '../state/live.ts';

/** `our` undefined: our API has no such call, or has not been asked yet. */
export type OurView = Readonly<{ our: OurCall | undefined; error: unknown; isAsked: boolean }>;

/** Our record of a call, asked for again whenever the platform was. */
export const useOurCall = (call: CallRecord | undefined): OurView => {
  const view = useSignal<OurView>({ our: undefined, error: undefined, isAsked: false });
  useEffect(() => {
    if (call === undefined || !isConnected.peek()) return undefined;
    const stop = new AbortController();
    findOurCall(call, stop.signal).then(
      (our) => {
        view.value = { our, error: undefined, isAsked: true };
      },
      (error: unknown) => {
        if (!stop.signal.aborted) view.value = { ...view.peek(), error, isAsked: true };
      },
    );
    return () => stop.abort();
  }, [call?.sessionId, live.value]);
  return view.value;
};

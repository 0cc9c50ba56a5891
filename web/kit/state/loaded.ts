import { type ReadonlySignal, signal } from '@preact/signals';
import { serviceTime } from './clock.ts';
import { Dropped } from './dropped.ts';

/** Something that is fetched. The value from before stays while it is fetched again, and when that fails. */
export type Loaded<Value> = Readonly<{
  value?: Value;
  error?: unknown;
  isLoading: boolean;
  /** When the value was read, in milliseconds since 1970. */
  readAt?: number;
}>;

/** A place for something that is fetched, and the way to fetch it. */
export type Loader<Value> = Readonly<{
  state: ReadonlySignal<Loaded<Value>>;
  /** Fetches. The answer of an earlier call that comes later than this one is dropped. Never rejects. */
  load: (fetchValue: (signal: AbortSignal) => Promise<Value>) => Promise<void>;
  /** Changes what is there, where there is something. */
  change: (next: (value: Value) => Value) => void;
  clear: () => void;
}>;

/** Makes an empty place. */
export const createLoader = <Value>(): Loader<Value> => {
  const state = signal<Loaded<Value>>({ isLoading: false });
  let current: AbortController | undefined;
  const begin = (): AbortController => {
    current?.abort();
    current = new AbortController();
    return current;
  };
  return {
    state,
    load: async (fetchValue) => {
      const own = begin();
      const { error: _, ...before } = state.peek();
      state.value = { ...before, isLoading: true };
      try {
        const value = await fetchValue(own.signal);
        if (own === current) state.value = { value, isLoading: false, readAt: serviceTime() };
      } catch (error) {
        if (own !== current) return;
        state.value = { ...before, ...(error instanceof Dropped ? {} : { error }), isLoading: false };
      }
    },
    change: (next) => {
      const { value } = state.peek();
      if (value !== undefined) state.value = { ...state.peek(), value: next(value) };
    },
    clear: () => {
      begin();
      state.value = { isLoading: false };
    },
  };
};
